namespace Aspire.Hosting.Publishing;

internal sealed record ManifestBinding(EndpointAnnotation Endpoint, int? Port, int? TargetPort);
