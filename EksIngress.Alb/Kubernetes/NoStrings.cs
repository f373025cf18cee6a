using System.Collections.Frozen;

namespace EksIngress.Alb.Kubernetes;

internal static class NoStrings
{
    public static IReadOnlyDictionary<string, string> Map { get; } = FrozenDictionary<string, string>.Empty;
}
