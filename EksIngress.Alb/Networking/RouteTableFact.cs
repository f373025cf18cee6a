namespace EksIngress.Alb.Networking;

/// <param name="IsMain">Applies to subnets without an association of their own.</param>
/// <param name="GatewayIds">Gateways of its routes, for example <c>igw-0123</c> or <c>local</c>.</param>
internal sealed record RouteTableFact(bool IsMain, IReadOnlyList<string> SubnetIds, IReadOnlyList<string> GatewayIds);
