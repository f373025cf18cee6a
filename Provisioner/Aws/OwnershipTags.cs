using EksIngress.Model.Environments;
using EksIngress.Model.Naming;

namespace EksIngress.Provisioner.Aws;

/// <summary>The tags by which an environment's resources are found again, in each service's own type.</summary>
internal sealed class OwnershipTags(EnvironmentSpec spec)
{
    /// <summary>On what the load balancer controller makes for a cluster.</summary>
    public const string ControllerClusterKey = "elbv2.k8s.aws/cluster";

    public string Environment { get; } = spec.Name;

    public static string FilterName => "tag:" + Ownership.EnvironmentKey;

    /// <summary>The filter for EC2's describe calls.</summary>
    public Amazon.EC2.Model.Filter Filter => new() { Name = FilterName, Values = [Environment] };

    public Dictionary<string, string> ForEks => new(More, StringComparer.Ordinal) { [Ownership.EnvironmentKey] = Environment };

    public List<Amazon.IdentityManagement.Model.Tag> ForIam =>
    [
        new() { Key = Ownership.EnvironmentKey, Value = Environment },
        new() { Key = RegionKey, Value = spec.Region },
        .. More.Select(tag => new Amazon.IdentityManagement.Model.Tag { Key = tag.Key, Value = tag.Value }),
    ];

    public List<Amazon.CertificateManager.Model.Tag> ForAcm =>
    [
        new() { Key = Ownership.EnvironmentKey, Value = Environment },
        .. More.Select(tag => new Amazon.CertificateManager.Model.Tag { Key = tag.Key, Value = tag.Value }),
    ];

    // What the specification wants on everything. Only what is made gets it; what is there keeps its tags.
    private IReadOnlyDictionary<string, string> More => spec.Tags ?? new Dictionary<string, string>();

    // IAM knows no regions: two environments of one name in two regions are told apart by this.
    private static string RegionKey => "eksingress.dev/region";

    public List<Amazon.EC2.Model.TagSpecification> ForEc2(
        Amazon.EC2.ResourceType type,
        string name,
        params IEnumerable<KeyValuePair<string, string>> more) =>
    [
        new()
        {
            ResourceType = type,
            Tags =
            [
                new(Ownership.EnvironmentKey, Environment),
                new("Name", name),
                .. more.Concat(More).Select(tag => new Amazon.EC2.Model.Tag(tag.Key, tag.Value)),
            ],
        },
    ];

    public bool Owns(IEnumerable<Amazon.IdentityManagement.Model.Tag>? tags)
    {
        var list = tags?.ToList() ?? [];
        return list.Exists(tag => tag.Key == Ownership.EnvironmentKey && tag.Value == Environment)
            && list.Exists(tag => tag.Key == RegionKey && tag.Value == spec.Region);
    }

    public bool Owns(IReadOnlyDictionary<string, string>? tags) =>
        tags is not null && tags.TryGetValue(Ownership.EnvironmentKey, out var value) && value == Environment;

    public bool Owns(IEnumerable<Amazon.CertificateManager.Model.Tag>? tags) =>
        tags?.Any(tag => tag.Key == Ownership.EnvironmentKey && tag.Value == Environment) is true;
}
