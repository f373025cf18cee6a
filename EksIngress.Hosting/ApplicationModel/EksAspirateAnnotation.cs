namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base of the environment's manifests is Aspirate's output.</summary>
internal sealed class EksAspirateAnnotation : IResourceAnnotation;
