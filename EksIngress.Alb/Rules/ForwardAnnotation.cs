using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Rules;

/// <summary>The <c>forwardConfig</c> of an action annotation.</summary>
public sealed class ForwardAnnotation
{
    /// <summary>In the order of the annotation; none is taken too.</summary>
    public IReadOnlyList<Tuple> TargetGroups { get; internal set; } = [];

    /// <summary>Null when it is not given.</summary>
    public Stickiness? TargetGroupStickinessConfig { get; internal set; }

    internal static void Read(GoJsonDecoder decoder, GoJsonValue json, ForwardAnnotation forward) => decoder.Struct(
        json,
        "ForwardActionConfig",
        ("targetGroups", value => forward.TargetGroups = decoder.List(
            value, "ingress.TargetGroupTuple", forward.TargetGroups, (item, tuple) => ReadTuple(decoder, item, tuple ?? new Tuple()))),
        ("targetGroupStickinessConfig", value => forward.TargetGroupStickinessConfig = GoJsonDecoder.Pointer(
            value,
            forward.TargetGroupStickinessConfig,
            (config, stickiness) => decoder.Struct(
                config,
                "TargetGroupStickinessConfig",
                ("enabled", enabled => stickiness.Enabled = decoder.BooleanPointer(enabled)),
                ("durationSeconds", seconds => stickiness.DurationSeconds = decoder.Int32Pointer(seconds))))));

    /// <exception cref="AlbModelException">A target group is not named, or named twice, or has no weight among several.</exception>
    internal void Validate()
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

    private static Tuple ReadTuple(GoJsonDecoder decoder, GoJsonValue json, Tuple tuple)
    {
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

    /// <summary>A target group and its share: by ARN, by name, or of a Service.</summary>
    public sealed class Tuple
    {
        /// <summary>ARN of a target group that exists; it comes before the name.</summary>
        public string? TargetGroupArn { get; internal set; }

        /// <summary>Name of a target group that exists.</summary>
        public string? TargetGroupName { get; internal set; }

        /// <summary>A Service of the Ingress's namespace.</summary>
        public string? ServiceName { get; internal set; }

        /// <summary>Which of its ports; digits in quotes are a number after <see cref="ActionAnnotation.Normalized"/>.</summary>
        public IntOrString? ServicePort { get; internal set; }

        /// <summary>Needed among several.</summary>
        public int? Weight { get; internal set; }

        internal void Validate()
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

    /// <summary>The <c>targetGroupStickinessConfig</c>.</summary>
    public sealed class Stickiness
    {
        /// <summary>Null when it is not given.</summary>
        public bool? Enabled { get; internal set; }

        /// <summary>Null when it is not given.</summary>
        public int? DurationSeconds { get; internal set; }
    }
}
