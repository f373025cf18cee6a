using System.Net;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a request asks for, read from its method and path.</summary>
internal sealed record ApiRequest
{
    public required string Verb { get; init; }

    public required string Path { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Plural name; empty when the request names no resource.</summary>
    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public bool IsResource => Resource.Length > 0;

    public AccessAttributes Access => IsResource
        ? new(Verb, Group, Subresource.Length > 0 ? $"{Resource}/{Subresource}" : Resource, Namespace, Name, "")
        : AccessAttributes.ForPath(Verb, Path);

    public static ApiRequest Parse(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var method = request.Method.ToLowerInvariant();
        var parts = path.Trim('/').Split('/').Select(part => WebUtility.UrlDecode(part) ?? "").ToArray();
        var (group, version, rest) = parts switch
        {
            ["api", var coreVersion, .. var core] => ("", coreVersion, core),
            ["apis", var named, var namedVersion, .. var others] => (named, namedVersion, others),
            _ => ("", "", []),
        };
        if (rest.Length == 0)
        {
            return new() { Verb = method == "head" ? "get" : method, Path = path };
        }

        // Below a namespace, unless it is the namespace itself or one of its subresources that is meant.
        var inNamespace = "";
        if (rest is ["namespaces", var found, _, ..] && !(rest.Length == 3 && rest[2] is "status" or "finalize"))
        {
            (inNamespace, rest) = (found, rest[2..]);
        }

        var named2 = rest.Length > 1 ? rest[1] : "";
        var fieldName = request.Query["fieldSelector"].ToString() is { Length: > 0 } selector
            && selector.Split(',').FirstOrDefault(part => part.StartsWith("metadata.name=", StringComparison.Ordinal)) is { } byName
                ? byName["metadata.name=".Length..].TrimStart('=')
                : "";
        return new()
        {
            Verb = ToVerb(method, rest.Length > 1, request.Query["watch"].ToString() is "true" or "1"),
            Path = path,
            Group = group,
            Version = version,
            Resource = rest[0],
            Name = named2.Length > 0 ? named2 : method is "get" or "head" ? fieldName : "",
            Subresource = rest.Length > 2 ? string.Join('/', rest[2..]) : "",
            Namespace = rest[0] == "namespaces" && inNamespace.Length == 0 ? named2 : inNamespace,
        };
    }

    private static string ToVerb(string method, bool named, bool watch) => method switch
    {
        "get" or "head" when watch => "watch",
        "get" or "head" => named ? "get" : "list",
        "post" => "create",
        "put" => "update",
        "patch" => "patch",
        "delete" => named ? "delete" : "deletecollection",
        _ => method,
    };
}
