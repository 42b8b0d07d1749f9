package io.tollgate.usage.store;

/**
 * One life of a topic: a topic that was deleted and made anew has the same name and another id.
 *
 * @param name the topic's name
 * @param id the id that the brokers gave it
 */
public record TopicKey(String name, String id) {}
