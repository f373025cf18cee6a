using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>Who can reach an ALB.</summary>
public enum IngressScheme
{
    /// <summary>Public addresses, in the public subnets.</summary>
    [JsonStringEnumMemberName("internet-facing")]
    InternetFacing,

    /// <summary>Addresses of the VPC only, in the private subnets.</summary>
    [JsonStringEnumMemberName("internal")]
    Internal,
}
