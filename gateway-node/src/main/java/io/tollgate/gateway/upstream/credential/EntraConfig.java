package io.tollgate.gateway.upstream.credential;

import java.util.function.UnaryOperator;

/**
 * Where tokens of Microsoft Entra ID come from, and what they are for.
 *
 * @param metadataUrl the instance metadata service of an Azure virtual machine, without a path
 * @param resource what the tokens open; sovereign clouds have one of their own
 * @param environment of the node: {@code IDENTITY_ENDPOINT}, {@code IDENTITY_HEADER} and {@code AZURE_…} are read from it
 */
public record EntraConfig(String metadataUrl, String resource, UnaryOperator<String> environment) {}
