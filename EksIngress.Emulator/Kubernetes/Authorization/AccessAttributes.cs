namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a request wants to do.</summary>
/// <param name="Resource">With its subresource, for example <c>pods/log</c>; empty when the request names a path.</param>
/// <param name="Namespace">Empty for cluster-wide requests.</param>
/// <param name="Name">Empty for lists and creations.</param>
/// <param name="Path">For requests that name no resource, for example <c>/version</c>.</param>
internal sealed record AccessAttributes(string Verb, string Group, string Resource, string Namespace, string Name, string Path)
{
    public bool IsResource => Resource.Length > 0;

    public static AccessAttributes ForPath(string verb, string path) => new(verb, "", "", "", "", path);
}
