namespace Aspire.Hosting.ApplicationModel;

/// <param name="Suffix">Eight lower-case letters; also the OpenTelemetry <c>service.instance.id</c>.</param>
internal sealed record ResourceInstance(string Name, string Suffix, int Index);
