using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>How the instances of a node group are bought, by the names of the EKS API.</summary>
public enum CapacityType
{
    /// <summary>At the usual price, for as long as they are wanted.</summary>
    [JsonStringEnumMemberName("ON_DEMAND")]
    OnDemand,

    /// <summary>Spare capacity at a lower price; EC2 takes it back with two minutes' notice.</summary>
    [JsonStringEnumMemberName("SPOT")]
    Spot,
}
