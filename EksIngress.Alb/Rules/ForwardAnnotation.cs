using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>The <c>forwardConfig</c> of an action annotation.</summary>
internal sealed class ForwardAnnotation
{
    public IReadOnlyList<Tuple> TargetGroups { get; set; } = [];

    public Stickiness? TargetGroupStickinessConfig { get; set; }

    public static void Read(GoJsonDecoder decoder, GoJsonValue json, ForwardAnnotation forward) => decoder.Struct(
        json,
        "ForwardActionConfig",
        ("targetGroups", value => forward.TargetGroups = decoder.List(value, "ingress.TargetGroupTuple", item => ReadTuple(decoder, item))),
        ("targetGroupStickinessConfig", value => forward.TargetGroupStickinessConfig = GoJsonDecoder.Pointer(
            value,
            forward.TargetGroupStickinessConfig,
            (config, stickiness) => decoder.Struct(
                config,
                "TargetGroupStickinessConfig",
                ("enabled", enabled => stickiness.Enabled = decoder.BooleanPointer(enabled)),
                ("durationSeconds", seconds => stickiness.DurationSeconds = decoder.Int32Pointer(seconds))))));

    /// <exception cref="AlbModelException">A target group is not named, or named twice, or has no weight among several.</exception>
    public void Validate()
    {
        foreach (var tuple in TargetGroups)
        {
            tuple.Validate();
        }

        if (TargetGroups.Count > 1 && TargetGroups.Any(tuple => tuple.Weight is null))
        {
            throw new AlbModelException("invalid ForwardConfig: weight must be set when route to multiple target groups");
        }
    }

    private static Tuple ReadTuple(GoJsonDecoder decoder, GoJsonValue json)
    {
        var tuple = new Tuple();
        decoder.Struct(
            json,
            "TargetGroupTuple",
            ("targetGroupARN", value => tuple.TargetGroupArn = decoder.TextPointer(value)),
            ("targetGroupName", value => tuple.TargetGroupName = decoder.TextPointer(value)),
            ("serviceName", value => tuple.ServiceName = decoder.TextPointer(value)),
            ("servicePort", value => tuple.ServicePort = decoder.IntOrStringPointer(value)),
            ("weight", value => tuple.Weight = decoder.Int32Pointer(value)));
        return tuple;
    }

    internal sealed class Tuple
    {
        public string? TargetGroupArn { get; set; }

        public string? TargetGroupName { get; set; }

        public string? ServiceName { get; set; }

        public IntOrString? ServicePort { get; set; }

        public int? Weight { get; set; }

        public void Validate()
        {
            var direct = TargetGroupArn is not null || TargetGroupName is not null;
            var fault = (direct, ServiceName, ServicePort) switch
            {
                (false, null, _) => "missing serviceName or targetGroupARN/targetGroupName",
                (true, not null, _) => "either serviceName or targetGroupARN/targetGroupName can be specified",
                (_, not null, null) => "missing servicePort",
                _ => null,
            };
            if (fault is not null)
            {
                throw new AlbModelException($"invalid ForwardConfig: invalid TargetGroupTuple: {fault}");
            }
        }
    }

    internal sealed class Stickiness
    {
        public bool? Enabled { get; set; }

        public int? DurationSeconds { get; set; }
    }
}
