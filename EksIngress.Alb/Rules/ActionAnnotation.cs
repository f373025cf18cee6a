using System.Text.Json.Serialization;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>Value of <c>actions.NAME</c>: <c>{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80}]}}</c>.</summary>
internal sealed record ActionAnnotation
{
    public string Type { get; init; } = "";

    [JsonPropertyName("targetGroupARN")]
    public string? TargetGroupArn { get; init; }

    public string? TargetGroupName { get; init; }

    public FixedResponse? FixedResponseConfig { get; init; }

    public Redirect? RedirectConfig { get; init; }

    public Forward? ForwardConfig { get; init; }

    /// <exception cref="AlbModelException">A required member is missing, or two exclude each other.</exception>
    public void Validate()
    {
        switch (Type)
        {
            case "fixed-response":
                Require(FixedResponseConfig is not null, "missing FixedResponseConfig");
                Require(FixedResponseConfig!.StatusCode.Length != 0, "invalid FixedResponseConfig: statusCode is required");
                break;
            case "redirect":
                Require(RedirectConfig is not null, "missing RedirectConfig");
                Require(RedirectConfig!.StatusCode.Length != 0, "invalid RedirectConfig: statusCode is required");
                break;
            case "forward":
                var direct = TargetGroupArn is not null || TargetGroupName is not null;
                Require(direct || ForwardConfig is not null, "missing ForwardConfig or TargetGroupARN/TargetGroupName");
                Require(!direct || ForwardConfig is null, "either ForwardConfig or TargetGroupARN/TargetGroupName can be specified");
                ForwardConfig?.Validate();
                break;
            default:
                throw new AlbModelException($"unknown action type: {Type}");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new AlbModelException(otherwise);
        }
    }

    internal sealed record FixedResponse
    {
        public string? ContentType { get; init; }

        public string? MessageBody { get; init; }

        public string StatusCode { get; init; } = "";
    }

    internal sealed record Redirect
    {
        public string? Host { get; init; }

        public string? Path { get; init; }

        public string? Port { get; init; }

        public string? Protocol { get; init; }

        public string? Query { get; init; }

        public string StatusCode { get; init; } = "";
    }

    internal sealed record Forward
    {
        public IReadOnlyList<TargetGroupTuple> TargetGroups { get; init; } = [];

        public Stickiness? TargetGroupStickinessConfig { get; init; }

        public void Validate()
        {
            foreach (var tuple in TargetGroups)
            {
                var direct = tuple.TargetGroupArn is not null || tuple.TargetGroupName is not null;
                Require(
                    direct || tuple.ServiceName is not null,
                    "invalid ForwardConfig: invalid TargetGroupTuple: missing serviceName or targetGroupARN/targetGroupName");
                Require(
                    !direct || tuple.ServiceName is null,
                    "invalid ForwardConfig: invalid TargetGroupTuple: either serviceName or targetGroupARN/targetGroupName can be specified");
                Require(
                    tuple.ServiceName is null || tuple.ServicePort is not null,
                    "invalid ForwardConfig: invalid TargetGroupTuple: missing servicePort");
            }

            Require(
                TargetGroups.Count <= 1 || TargetGroups.All(tuple => tuple.Weight is not null),
                "invalid ForwardConfig: weight must be set when route to multiple target groups");
        }
    }

    internal sealed record TargetGroupTuple
    {
        [JsonPropertyName("targetGroupARN")]
        public string? TargetGroupArn { get; init; }

        public string? TargetGroupName { get; init; }

        public string? ServiceName { get; init; }

        public IntOrString? ServicePort { get; init; }

        public int? Weight { get; init; }
    }

    internal sealed record Stickiness
    {
        public bool? Enabled { get; init; }

        public int? DurationSeconds { get; init; }
    }
}
