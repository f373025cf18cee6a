using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Ec2;

internal sealed record RouteTable : Ec2Resource
{
    public required string VpcId { get; init; }

    public required ImmutableArray<Route> Routes { get; init; }

    public ImmutableArray<RouteTableAssociation> Associations { get; init; } = [];

    public ClientToken? ClientToken { get; init; }

    public bool IsMain => Associations.Any(association => association.SubnetId is null);

    public override Ec2ResourceType Type => Ec2ResourceType.RouteTable;

    public override string NetworkId => VpcId;
}
