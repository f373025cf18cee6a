namespace EksIngress.Bench.Fuzzing;

/// <summary>The targets by name.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<FuzzTarget>> All = new(StringComparer.Ordinal)
    {
        ["query"] = () => new QueryTarget(),
        ["json"] = () => new JsonTarget(),
        ["xml"] = () => new XmlTarget(),
        ["signature"] = () => new SignatureTarget(),
        ["jwt"] = () => new WebIdentityTarget(),
        ["policy"] = () => new PolicyTarget(),
        ["kubernetes"] = () => new KubernetesTarget(),
        ["protobuf"] = () => new ProtobufTarget(),
        ["http"] = () => new HttpTarget(),
        ["annotations"] = () => new AnnotationsTarget(),
        ["account"] = () => new AccountTarget(),
    };

    public static IReadOnlyList<string> Names => [.. All.Keys];

    public static FuzzTarget Create(string name) => All[name]();
}
