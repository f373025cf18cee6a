using System.Text.Json.Serialization;

namespace EksIngress.Model.Environments;

/// <summary>What an ALB sends requests to.</summary>
public enum IngressTargetType
{
    /// <summary>The addresses of the pods.</summary>
    [JsonStringEnumMemberName("ip")]
    Ip,

    /// <summary>A port of every node; the Services become NodePort Services.</summary>
    [JsonStringEnumMemberName("instance")]
    Instance,
}
