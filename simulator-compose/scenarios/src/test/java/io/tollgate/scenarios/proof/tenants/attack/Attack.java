package io.tollgate.scenarios.proof.tenants.attack;

import java.util.function.ObjIntConsumer;

/**
 * Something that a hostile tenant does again and again. A strike may fail in any way.
 *
 * @param name for people
 * @param perSecond strikes
 * @param strike done by the enemy for the so-many-th time
 */
public record Attack(String name, double perSecond, ObjIntConsumer<Enemy> strike) {}
