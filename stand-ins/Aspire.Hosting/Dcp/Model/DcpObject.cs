namespace Aspire.Hosting.Dcp.Model;

/// <summary>An object of the orchestrator's Kubernetes-like API.</summary>
internal abstract record DcpObject
{
    public const string Group = "usvc-dev.developer.microsoft.com/v1";

    public string ApiVersion { get; init; } = Group;

    public string? Kind { get; init; }

    public required DcpMetadata Metadata { get; init; }
}
