using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>How an Ingress path is compared, by the names of the Kubernetes API.</summary>
public enum IngressPathType
{
    /// <summary>The path itself and everything below it.</summary>
    [JsonStringEnumMemberName("Prefix")]
    Prefix,

    /// <summary>The path itself only.</summary>
    [JsonStringEnumMemberName("Exact")]
    Exact,

    /// <summary>An ALB path pattern, taken as it is; <c>*</c> and <c>?</c> are wildcards.</summary>
    [JsonStringEnumMemberName("ImplementationSpecific")]
    ImplementationSpecific,
}
