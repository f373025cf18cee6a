using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Endpoints;

/// <summary>The condition by which a pod waits for its load balancer.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/</remarks>
public static class ReadinessGates
{
    private const string Prefix = "target-health.elbv2.k8s.aws";

    /// <summary>Type of the condition for one TargetGroupBinding: <c>target-health.elbv2.k8s.aws/NAME</c>.</summary>
    public static string ConditionType(string bindingName) => $"{Prefix}/{bindingName}";

    /// <summary>What the pod's condition should say.</summary>
    /// <param name="pod">The pod behind the target.</param>
    /// <param name="bindingName">Name of the TargetGroupBinding.</param>
    /// <param name="health">Health of the target; null when AWS does not tell.</param>
    /// <returns>Null when the pod does not wait for this binding.</returns>
    public static TargetHealthCondition? Evaluate(Pod pod, string bindingName, TargetHealthFact? health)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var type = ConditionType(bindingName);
        if (pod.Spec.ReadinessGates.All(gate => gate.ConditionType != type))
        {
            return null;
        }

        var status = health switch
        {
            null => "Unknown",
            { State: "healthy" } => "True",
            _ => "False",
        };
        return new TargetHealthCondition(type, status, health?.Reason ?? "", health?.Description ?? "");
    }

    /// <summary>Whether a pod's condition is there and not true yet: then nothing may be skipped.</summary>
    public static bool IsPending(Pod pod, string bindingName)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return pod.Status.Find(ConditionType(bindingName)) is not (null or "True");
    }
}
