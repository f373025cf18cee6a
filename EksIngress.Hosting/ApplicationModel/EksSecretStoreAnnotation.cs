namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the cluster gets secret parameters from.</summary>
internal sealed record EksSecretStoreAnnotation(string Name, string? KeyPrefix, bool Namespaced) : IResourceAnnotation;
