using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Eks;

internal sealed record EksCluster
{
    public required string Name { get; init; }

    public required string Region { get; init; }

    public required string Arn { get; init; }

    /// <summary>Twelve digits.</summary>
    public string AccountId => Arn.Split(':')[4];

    public required string Version { get; init; }

    public required string RoleArn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required EksStatus Status { get; init; }

    public required string VpcId { get; init; }

    public required ImmutableArray<string> SubnetIds { get; init; }

    public required ImmutableArray<string> SecurityGroupIds { get; init; }

    public required bool EndpointPublicAccess { get; init; }

    public required bool EndpointPrivateAccess { get; init; }

    public required ImmutableArray<string> PublicAccessCidrs { get; init; }

    /// <summary><c>CONFIG_MAP</c>, <c>API_AND_CONFIG_MAP</c> or <c>API</c>.</summary>
    public required string AuthenticationMode { get; init; }

    public bool HasAccessEntries => AuthenticationMode != "CONFIG_MAP";

    /// <summary>True if the ConfigMap aws-auth maps principals.</summary>
    public bool ReadsConfigMap => AuthenticationMode != "API";

    public required bool BootstrapCreatorAdmin { get; init; }

    public required bool DeletionProtection { get; init; }

    /// <summary>Whether it starts with network plugin, proxy and DNS; without a network plugin no node becomes ready.</summary>
    public bool BootstrapSelfManagedAddons { get; init; } = true;

    /// <summary>User or role that made the cluster.</summary>
    public required string CreatorArn { get; init; }

    public required string? ClientRequestToken { get; init; }

    /// <summary><see cref="EksClientToken.Request"/> of the request that made it; null without a token.</summary>
    public string? RequestHash { get; init; }

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    /// <summary>Null while the cluster is being created.</summary>
    public string? ClusterSecurityGroupId { get; init; }

    /// <summary>The control plane's interfaces in the subnets.</summary>
    public ImmutableArray<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary><c>https://oidc.eks.REGION.amazonaws.com/id/HEX</c>; null while the cluster is being created.</summary>
    public string? Issuer { get; init; }

    /// <summary>Null until the cluster is active.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null until the cluster is active.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>When its deletion was asked for; null before.</summary>
    public DateTimeOffset? DeletionStartedAt { get; init; }

    public ImmutableArray<EksIssue> Issues { get; init; } = [];

    public ImmutableSortedDictionary<string, EksNodeGroup> NodeGroups { get; init; } = ImmutableSortedDictionary.Create<string, EksNodeGroup>(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, EksAddon> Addons { get; init; } = ImmutableSortedDictionary.Create<string, EksAddon>(StringComparer.Ordinal);

    /// <summary>By id.</summary>
    public ImmutableSortedDictionary<string, EksPodIdentity> PodIdentities { get; init; } = ImmutableSortedDictionary.Create<string, EksPodIdentity>(StringComparer.Ordinal);

    /// <summary>By id, the changes asked for.</summary>
    public ImmutableSortedDictionary<string, EksUpdate> Updates { get; init; } = ImmutableSortedDictionary.Create<string, EksUpdate>(StringComparer.Ordinal);

    /// <summary>Logs that are sent to CloudWatch.</summary>
    public ImmutableSortedSet<string> LoggingTypes { get; init; } = ClusterLogging.None;

    /// <summary><c>STANDARD</c> or <c>EXTENDED</c>.</summary>
    public string SupportType { get; init; } = "EXTENDED";

    /// <summary>By principal ARN.</summary>
    public ImmutableSortedDictionary<string, EksAccessEntry> AccessEntries { get; init; } = ImmutableSortedDictionary.Create<string, EksAccessEntry>(StringComparer.Ordinal);

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public EksNodeGroup GetNodeGroup(string name) => NodeGroups.GetValueOrDefault(name) ?? throw EksErrors.NoNodeGroup(Name, name);

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public EksAccessEntry GetAccessEntry(string principalArn) => AccessEntries.GetValueOrDefault(principalArn) ?? throw EksErrors.NoAccessEntry(Name, principalArn);

    /// <exception cref="AwsException"><c>ResourceNotFoundException</c>.</exception>
    public EksAddon GetAddon(string name) => Addons.GetValueOrDefault(name) ?? throw EksErrors.NoAddon(Name, name);

    public EksCluster Set(EksAddon addon) => this with { Addons = Addons.SetItem(addon.Name, addon) };

    public EksCluster Set(EksPodIdentity association) => this with { PodIdentities = PodIdentities.SetItem(association.Id, association) };

    public EksCluster Set(EksNodeGroup group) => this with { NodeGroups = NodeGroups.SetItem(group.Name, group) };

    public EksCluster Set(EksAccessEntry entry) => this with { AccessEntries = AccessEntries.SetItem(entry.PrincipalArn, entry) };
}
