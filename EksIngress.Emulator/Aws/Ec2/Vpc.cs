namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record Vpc : Ec2Resource
{
    public required Ipv4Cidr CidrBlock { get; init; }

    public required string CidrAssociationId { get; init; }

    public required string DhcpOptionsId { get; init; }

    public bool EnableDnsSupport { get; init; } = true;

    public bool EnableDnsHostnames { get; init; }

    public override Ec2ResourceType Type => Ec2ResourceType.Vpc;
}
