/**
 * What images cost in tokens, by the rules that OpenAI publishes in its
 * <a href="https://developers.openai.com/api/docs/guides/images-vision#calculating-costs">guide to images and vision</a> and
 * Microsoft in its <a href="https://learn.microsoft.com/azure/ai-services/openai/overview#image-tokens">overview of Azure
 * OpenAI</a>, as they stood in June 2026.
 */
package io.tollgate.gateway.admission.estimate.image;
