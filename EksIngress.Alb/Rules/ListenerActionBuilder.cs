using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Networking;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.TargetGroups;

namespace EksIngress.Alb.Rules;

/// <summary>Turns a resolved backend into the action of a rule; target groups come into being where they are first referred to.</summary>
internal sealed class ListenerActionBuilder(IKubernetesLookup cluster, IAwsLookup aws, TargetGroupBuilder targetGroups)
{
    /// <exception cref="AlbModelException">A target group cannot be built or found.</exception>
    public async ValueTask<ListenerAction> BuildAsync(ClassifiedIngress ingress, ActionAnnotation action, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case { Type: "fixed-response", FixedResponseConfig: { } response }:
                return new ListenerAction.FixedResponse(response.ContentType, response.MessageBody, response.StatusCode);
            case { Type: "redirect", RedirectConfig: { } redirect }:
                return new ListenerAction.Redirect(
                    redirect.Host, redirect.Path, redirect.Port, redirect.Protocol, redirect.Query, redirect.StatusCode);
            case { Type: "forward", ForwardConfig: { } forward }:
                var tuples = new List<ListenerAction.TargetGroupTuple>();
                foreach (var tuple in forward.TargetGroups)
                {
                    tuples.Add(new ListenerAction.TargetGroupTuple(await GetArnAsync(ingress, tuple, cancellationToken), tuple.Weight));
                }

                var stickiness = forward.TargetGroupStickinessConfig is { } config
                    ? new ListenerAction.TargetGroupStickiness(config.Enabled, config.DurationSeconds)
                    : null;
                return new ListenerAction.Forward(tuples, stickiness);
            default:
                throw new AlbModelException($"unknown action type: {action.Type}");
        }
    }

    private async ValueTask<StackValue> GetArnAsync(
        ClassifiedIngress ingress, ActionAnnotation.TargetGroupTuple tuple, CancellationToken cancellationToken)
    {
        if (tuple.TargetGroupArn is { } arn)
        {
            return StackValue.Of(arn);
        }

        if (tuple.TargetGroupName is { } name)
        {
            return StackValue.Of(await AlbModelException.WithinAsync(
                $"searching TargetGroup with name {name}", aws.GetTargetGroupArnAsync(name, cancellationToken)));
        }

        var key = new NamespacedName(ingress.Key.Namespace, tuple.ServiceName!);
        var service = cluster.FindService(key) ?? throw new AlbModelException($"Service \"{key.Name}\" not found");
        return targetGroups.Build(ingress, service, tuple.ServicePort!.Value);
    }
}
