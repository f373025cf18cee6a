namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that never starts or stops; its initial state needs no waiting.</summary>
public interface IResourceWithoutLifetime : IResource;
