namespace EksIngress.Emulator.Aws.Eks;

/// <param name="Effect"><c>NO_SCHEDULE</c>, <c>PREFER_NO_SCHEDULE</c> or <c>NO_EXECUTE</c>.</param>
internal sealed record EksTaint(string Key, string? Value, string Effect)
{
    /// <summary>The effect by its Kubernetes name.</summary>
    public string KubernetesEffect => Effect switch
    {
        "NO_SCHEDULE" => "NoSchedule",
        "NO_EXECUTE" => "NoExecute",
        _ => "PreferNoSchedule",
    };
}
