using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>What a taint does to pods that do not tolerate it, by the names of the EKS API.</summary>
public enum TaintEffect
{
    /// <summary>They are not put on the node.</summary>
    [JsonStringEnumMemberName("NO_SCHEDULE")]
    NoSchedule,

    /// <summary>They are put elsewhere if there is room.</summary>
    [JsonStringEnumMemberName("PREFER_NO_SCHEDULE")]
    PreferNoSchedule,

    /// <summary>They are not put on the node, and those that run there are moved.</summary>
    [JsonStringEnumMemberName("NO_EXECUTE")]
    NoExecute,
}
