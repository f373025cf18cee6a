using EksIngress.Alb.GoValues;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>The frontend NLB in a stack's JSON, as the controller shapes it.</summary>
internal static class FrontendNlbJsonWriterExtensions
{
    public static void WriteFrontendNlbListener(this GoJsonWriter json, FrontendNlbListenerSpec spec)
    {
        json.WriteStackValue("loadBalancerARN", ResourceTypes.FrontendNlbArn);
        json.WriteNumber("port", spec.Port);
        json.WriteString("protocol", FrontendNlbListenerSpec.Protocol);
        json.WriteStartArray("defaultActions");
        json.WriteStartObject();
        json.WriteString("type", "forward");
        json.WriteStartObject("forwardConfig");
        json.WriteStartArray("targetGroups");
        json.WriteStartObject();
        json.WriteStackValue("targetGroupARN", ResourceTypes.TargetGroupArn(spec.TargetGroupResourceId));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteMap("tags", spec.Tags);
    }

    public static void WriteFrontendNlbTargetGroup(this GoJsonWriter json, FrontendNlbListenerSpec spec)
    {
        json.WriteString("name", spec.TargetGroupName);
        json.WriteString("targetType", "alb");
        json.WriteNumber("port", spec.Port);
        json.WriteString("protocol", FrontendNlbListenerSpec.Protocol);
        json.WriteString("ipAddressType", "ipv4");
        var check = spec.HealthCheckConfig;
        json.WriteStartObject("healthCheckConfig");
        json.WritePort("port", check.Port);
        json.WriteString("protocol", check.Protocol);
        json.WriteString("path", check.Path);
        json.WriteStartObject("matcher");
        json.WriteString("httpCode", check.Matcher);
        json.WriteEndObject();
        json.WriteNumber("intervalSeconds", check.IntervalSeconds);
        json.WriteNumber("timeoutSeconds", check.TimeoutSeconds);
        json.WriteNumber("healthyThresholdCount", check.HealthyThresholdCount);
        json.WriteNumber("unhealthyThresholdCount", check.UnhealthyThresholdCount);
        json.WriteEndObject();
        json.WriteMap("tags", spec.Tags);
    }

    /// <summary>Which ALB port each target group is filled with; part of every stack, empty without a frontend NLB.</summary>
    public static void WriteFrontendNlbTargets(this GoJsonWriter json, IEnumerable<FrontendNlbListenerSpec> listeners)
    {
        json.WriteStartObject("TargetGroups");
        foreach (var listener in listeners.OrderBy(listener => listener.TargetGroupName, StringComparer.Ordinal))
        {
            json.WriteStartObject(listener.TargetGroupName);
            json.WriteString("Name", listener.TargetGroupName);
            json.WriteStackValue("ARN", ResourceTypes.TargetGroupArn(listener.TargetGroupResourceId));
            json.WriteNumber("Port", listener.Port);
            json.WriteStackValue("TargetARN", ResourceTypes.LoadBalancerArn);
            json.WriteNumber("TargetPort", listener.TargetPort);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
