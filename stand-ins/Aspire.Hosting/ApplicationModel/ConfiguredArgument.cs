namespace Aspire.Hosting.ApplicationModel;

internal sealed record ConfiguredArgument(string Value, bool IsSensitive);
