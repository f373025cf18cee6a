using EksIngress.Alb.Networking;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Lint;

/// <summary>What is known of the AWS account. Null is "not looked at": rules that need it stay silent.</summary>
internal sealed record LintFacts
{
    public static LintFacts None { get; } = new();

    /// <summary>Every subnet of the VPC.</summary>
    public IReadOnlyList<SubnetFact>? Subnets { get; init; }

    /// <summary>Route tables of the VPC; without them no subnet is known to be public.</summary>
    public IReadOnlyList<RouteTableFact>? RouteTables { get; init; }

    /// <summary>Every security group of the VPC.</summary>
    public IReadOnlyList<SecurityGroupFact>? SecurityGroups { get; init; }

    /// <summary>Every issued certificate of the region.</summary>
    public IReadOnlyList<CertificateFact>? Certificates { get; init; }

    public static LintFacts Of(AwsFacts facts) => new()
    {
        Subnets = facts.Subnets?.Select(subnet => new SubnetFact
        {
            Id = subnet.SubnetId,
            AvailabilityZone = subnet.AvailabilityZone,
            AvailabilityZoneId = subnet.AvailabilityZoneId ?? subnet.AvailabilityZone,
            AvailableIpAddressCount = subnet.AvailableIpAddressCount,
            HasIpv6Cidr = subnet.HasIpv6CidrBlock,
            OutpostArn = subnet.OutpostArn,
            Tags = subnet.Tags,
        }).ToList(),
        RouteTables = facts.RouteTables?.Select(table => new RouteTableFact(table.Main, table.SubnetIds, table.GatewayIds)).ToList(),
        SecurityGroups = facts.SecurityGroups?.Select(group => new SecurityGroupFact(group.GroupId, group.Tags.GetValueOrDefault("Name"))).ToList(),
        Certificates = facts.Certificates?.Select(certificate => new CertificateFact(certificate.CertificateArn, certificate.DomainNames)).ToList(),
    };
}
