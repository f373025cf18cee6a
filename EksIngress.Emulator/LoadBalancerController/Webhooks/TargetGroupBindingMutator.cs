using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Alb;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Serving;

namespace EksIngress.Emulator.LoadBalancerController.Webhooks;

/// <summary>Fills in what a new TargetGroupBinding leaves to its target group: ARN, target type, address type, VPC, protocol.</summary>
internal sealed class TargetGroupBindingMutator(IAmazonElasticLoadBalancingV2 elb) : IControllerWebhook
{
    public string Path => "/mutate-elbv2-k8s-aws-v1beta1-targetgroupbinding";

    public async Task<JsonObject?> AdmitAsync(ControllerAdmission admission, CancellationToken cancellationToken)
    {
        if (admission.Operation != "CREATE" || admission.Object["spec"] is not JsonObject spec)
        {
            return null;
        }

        var arn = Text(spec, "targetGroupARN");
        var name = Text(spec, "targetGroupName");
        TargetGroup? group = null;
        if (arn is null)
        {
            if (name is null)
            {
                throw new AlbModelException("must provide either TargetGroupARN or TargetGroupName");
            }

            group = await FindAsync(new DescribeTargetGroupsRequest { Names = [name] }, cancellationToken);
            spec["targetGroupARN"] = arn = group.TargetGroupArn;
        }

        await DefaultAsync("targetType", "couldn't determine TargetType", found => found.TargetType.Value is "ip" or "instance"
            ? found.TargetType.Value
            : throw new AlbModelException($"unsupported TargetType: {found.TargetType.Value}"));
        await DefaultAsync("ipAddressType", "unable to get target group IP address type", found => found.IpAddressType?.Value ?? "ipv4");
        await DefaultAsync("vpcID", "unable to get target group VpcID", found => found.VpcId);
        await DefaultAsync("targetGroupProtocol", "couldn't determine TargetGroup protocol", found => found.Protocol.Value);
        return admission.Object;

        async Task DefaultAsync(string member, string failure, Func<TargetGroup, string> read)
        {
            if (Text(spec, member) is not null)
            {
                return;
            }

            try
            {
                group ??= await FindAsync(new DescribeTargetGroupsRequest { TargetGroupArns = [arn] }, cancellationToken);
            }
            catch (AlbModelException exception)
            {
                throw new AlbModelException($"{failure}: {exception.Message}");
            }

            spec[member] = read(group);
        }
    }

    private async Task<TargetGroup> FindAsync(DescribeTargetGroupsRequest request, CancellationToken cancellationToken)
    {
        var found = await AwsCalls.InvokeAsync(AwsCalls.Elb, "DescribeTargetGroups", elb.DescribeTargetGroupsAsync(request, cancellationToken));
        return found.TargetGroups is [{ } group]
            ? group
            : throw new AlbModelException($"expecting a single targetGroup but got {found.TargetGroups?.Count ?? 0}");
    }

    private static string? Text(JsonObject spec, string member) => spec[member]?.ToString() is { Length: > 0 } text ? text : null;
}
