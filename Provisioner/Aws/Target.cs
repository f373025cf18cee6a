using Amazon;
using Amazon.Runtime;

namespace EksIngress.Provisioner.Aws;

/// <summary>Where a run goes: an emulator on this machine, or AWS.</summary>
internal sealed record Target
{
    public required RegionEndpoint Region { get; init; }

    /// <summary>The emulator's endpoint, on loopback; null for AWS.</summary>
    public required Uri? EmulatorEndpoint { get; init; }

    /// <summary>Endpoints of single services on AWS, by the SDK's ids of the services; empty for an emulator.</summary>
    public IReadOnlyDictionary<string, Uri> Endpoints { get; init; } = new Dictionary<string, Uri>();

    public required AWSCredentials Credentials { get; init; }

    /// <summary>
    /// Time between two looks at what is not ready. AWS takes minutes, and asking more often only spends the rate of its describe
    /// calls; the emulator takes as long as it is told to, by default no time.
    /// </summary>
    public TimeSpan PollInterval => EmulatorEndpoint is null ? TimeSpan.FromSeconds(10) : TimeSpan.FromMilliseconds(200);

    /// <summary><c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public string Partition => Region.PartitionName;

    public bool IsEmulator => EmulatorEndpoint is not null;
}
