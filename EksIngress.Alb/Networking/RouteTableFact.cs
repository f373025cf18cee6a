namespace EksIngress.Alb.Networking;

/// <summary>A route table of the VPC.</summary>
/// <param name="IsMain">Applies to subnets without an association of their own.</param>
/// <param name="SubnetIds">Subnets that are associated with it.</param>
/// <param name="GatewayIds">Gateways of its routes, for example <c>igw-0123</c> or <c>local</c>.</param>
public sealed record RouteTableFact(bool IsMain, IReadOnlyList<string> SubnetIds, IReadOnlyList<string> GatewayIds);
