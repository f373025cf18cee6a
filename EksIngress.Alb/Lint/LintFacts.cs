using EksIngress.Alb.Networking;

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
}
