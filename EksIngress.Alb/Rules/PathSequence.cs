using System.Text;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Order of the paths of one rule block, and the patterns a path becomes.</summary>
public static class PathSequence
{
    /// <summary>Exact in file order, then Prefix with the longest first, then the rest in file order.</summary>
    /// <exception cref="AlbModelException">A path has a type that Kubernetes does not know.</exception>
    public static IEnumerable<Ingress.HttpPath> Sort(IReadOnlyList<Ingress.HttpPath> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.FirstOrDefault(path => path.PathType is not (null or "Exact" or "Prefix" or "ImplementationSpecific")) is { } unknown)
        {
            throw new AlbModelException($"unknown pathType for path {unknown.Path}");
        }

        return paths
            .Where(path => path.PathType == "Exact")
            .Concat(paths.Where(path => path.PathType == "Prefix").OrderByDescending(path => Encoding.UTF8.GetByteCount(path.Path)))
            .Concat(paths.Where(path => path.PathType is null or "ImplementationSpecific"));
    }

    /// <summary>What a path becomes in a path-pattern condition: values or regular expressions; neither for an empty path.</summary>
    /// <exception cref="AlbModelException">An Exact or Prefix path has a wildcard, or the annotation for regular expressions is malformed.</exception>
    public static (IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) Patterns(Ingress.HttpPath path, AnnotationSet annotations)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(annotations);
        return path.PathType switch
        {
            _ when path.Path.Length == 0 => ([], []),
            "Exact" => ([WithoutWildcards("exact", path.Path)], []),
            "Prefix" when path.Path == "/" => (["/*"], []),
            "Prefix" => (PrefixPatterns(WithoutWildcards("prefix", path.Path)), []),
            not (null or "ImplementationSpecific") => throw new AlbModelException($"unsupported pathType: {path.PathType}"),
            // Kubernetes wants the path to begin with a slash; the expression does not.
            _ when annotations.FindBoolean(IngressAnnotations.UseRegexPathMatch) == true => ([], [path.Path[1..]]),
            _ => ([path.Path], []),
        };
    }

    private static string[] PrefixPatterns(string path)
    {
        var trimmed = path.EndsWith('/') ? path[..^1] : path;
        return [trimmed, trimmed + "/*"];
    }

    private static string WithoutWildcards(string type, string path) => path.AsSpan().ContainsAny('*', '?')
        ? throw new AlbModelException($"{type} path shouldn't contain wildcards: {path}")
        : path;
}
