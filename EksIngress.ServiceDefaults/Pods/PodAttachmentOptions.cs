namespace EksIngress.ServiceDefaults.Pods;

/// <summary>How this process becomes a pod: section <c>EksIngress:Attach</c> (docs/decisions/0001).</summary>
internal sealed class PodAttachmentOptions
{
    public const string Section = "EksIngress:Attach";

    /// <summary>The emulator's AWS endpoint, for example <c>http://localhost:4566</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>Bearer key of the attachment socket.</summary>
    public string Key { get; set; } = "";

    /// <summary>Name of the container that this process stands for.</summary>
    public string Workload { get; set; } = "";

    public string Namespace { get; set; } = "default";

    /// <summary>Port that the pod listens on, 1 to 65535. Default 8080.</summary>
    public int ContainerPort { get; set; } = 8080;

    /// <summary>Where the AWS SDK of this process reads the token of its IAM role; null without an IAM role.</summary>
    public string? TokenFile { get; set; }

    public IEnumerable<string> Validate()
    {
        if (Url is not { IsAbsoluteUri: true, IsLoopback: true })
        {
            yield return $"{Section}:Url must be an absolute loopback URL.";
        }

        if (Key.Length == 0)
        {
            yield return $"{Section}:Key is missing.";
        }

        if (Workload.Length == 0)
        {
            yield return $"{Section}:Workload is missing.";
        }

        if (ContainerPort is < 1 or > 65535)
        {
            yield return $"{Section}:ContainerPort must be 1 to 65535, not {ContainerPort}.";
        }
    }
}
