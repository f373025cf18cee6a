using System.Net;

namespace EksIngress.Emulator.Aws;

/// <summary>A VPC, for other services.</summary>
/// <param name="CidrBlocks">All associated blocks, v4 and v6.</param>
/// <param name="HasInternetGateway">An internet gateway is attached.</param>
internal sealed record Ec2VpcFact(string VpcId, IReadOnlyList<IPNetwork> CidrBlocks, bool HasInternetGateway);
