using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>Where a cluster looks up who may use its API, by the names of the EKS API.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html</remarks>
public enum ClusterAuthenticationMode
{
    /// <summary>Access entries of the EKS API only.</summary>
    [JsonStringEnumMemberName("API")]
    Api,

    /// <summary>Access entries, and the ConfigMap <c>aws-auth</c>.</summary>
    [JsonStringEnumMemberName("API_AND_CONFIG_MAP")]
    ApiAndConfigMap,
}
