using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>
/// An action is taken out of the controller's policy, and the controller, which runs and calls, gets an Ingress: the first call that the
/// account denies is that one, the Ingress's event names it, and both explanations named it before.
/// </summary>
public sealed class ControllerMutationTests(DoctorFixture world) : IClassFixture<DoctorFixture>, IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));

    private CancellationToken Token => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Theory]
    [InlineData("ec2:DescribeSubnets")]
    [InlineData("ec2:DescribeSecurityGroups")]
    [InlineData("ec2:CreateSecurityGroup")]
    [InlineData("ec2:CreateTags")]
    [InlineData("ec2:AuthorizeSecurityGroupIngress")]
    [InlineData("elasticloadbalancing:DescribeLoadBalancers")]
    [InlineData("elasticloadbalancing:DescribeTargetGroups")]
    [InlineData("elasticloadbalancing:CreateTargetGroup")]
    [InlineData("elasticloadbalancing:CreateLoadBalancer")]
    [InlineData("elasticloadbalancing:AddTags")]
    [InlineData("elasticloadbalancing:DescribeListeners")]
    [InlineData("elasticloadbalancing:CreateListener")]
    [InlineData("elasticloadbalancing:DescribeRules")]
    [InlineData("elasticloadbalancing:CreateRule")]
    public async Task Action_TakenAway_IsTheFirstCallThatTheControllerIsDenied(string action)
    {
        var name = "m" + Guid.NewGuid().ToString("N")[..8];
        await world.UsePolicyAsync(Without(action));
        try
        {
            var (_, answer) = await world.DoctorAsync();
            Assert.Contains($"may {action} on", answer["links"]!.AsArray()[^1]!["expected"]!.GetValue<string>(), StringComparison.Ordinal);
            var before = (await world.DenialsAsync()).Select(denial => denial.ToJsonString()).ToHashSet(StringComparer.Ordinal);

            await CreateIngressAsync(name);
            await WaitForEventAsync(name, $"not authorized to perform: {action}");

            var denied = (await world.DenialsAsync()).First(denial =>
                !before.Contains(denial.ToJsonString()) && denial["caller"]!.GetValue<string>().Contains(world.ControllerRole, StringComparison.Ordinal));
            Assert.Equal(action, denied["action"]!.GetValue<string>());
            Assert.Equal($"no statement of identity-based policy inline policy mutated of role {world.ControllerRole}", denied["decidedBy"]!.GetValue<string>());
        }
        finally
        {
            await world.RestorePolicyAsync();
            await DeleteIngressAsync(name);
        }
    }

    /// <summary>The controller's policy without the action, in whatever statement it stands.</summary>
    private string Without(string action)
    {
        var document = JsonNode.Parse(world.PolicyDocument)!;
        var statements = document["Statement"]!.AsArray();
        var found = false;
        foreach (var statement in statements.ToList())
        {
            var actions = statement!["Action"] is JsonArray list ? list.Select(item => item!.GetValue<string>()).ToList() : [statement["Action"]!.GetValue<string>()];
            if (actions.Remove(action))
            {
                found = true;
                statement["Action"] = new JsonArray([.. actions.Select(item => (JsonNode)item)]);
            }

            if (actions.Count == 0)
            {
                statements.Remove(statement);
            }
        }

        Assert.True(found, $"The policy has no {action}.");
        return document.ToJsonString();
    }

    private async Task CreateIngressAsync(string name)
    {
        await world.Kubernetes.CoreV1.CreateNamespacedServiceAsync(
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1ServiceSpec { Selector = new Dictionary<string, string> { ["app"] = name }, Ports = [new V1ServicePort { Name = "http", Port = 8080, TargetPort = 8080 }] },
            },
            "default",
            cancellationToken: Token);
        var backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = name, Port = new V1ServiceBackendPort { Number = 8080 } } };
        await world.Kubernetes.NetworkingV1.CreateNamespacedIngressAsync(
            new V1Ingress
            {
                Metadata = new V1ObjectMeta
                {
                    Name = name,
                    Annotations = new Dictionary<string, string> { ["alb.ingress.kubernetes.io/target-type"] = "ip", ["alb.ingress.kubernetes.io/scheme"] = "internet-facing" },
                },
                Spec = new V1IngressSpec
                {
                    IngressClassName = "alb",
                    Rules = [new V1IngressRule { Http = new V1HTTPIngressRuleValue { Paths = [new V1HTTPIngressPath { Path = "/", PathType = "Prefix", Backend = backend }] } }],
                },
            },
            "default",
            cancellationToken: Token);
    }

    private async Task WaitForEventAsync(string name, string text)
    {
        var seen = new List<string>();
        try
        {
            await foreach (var (_, found) in world.Kubernetes.CoreV1.WatchListNamespacedEventAsync(
                "default", fieldSelector: $"involvedObject.kind=Ingress,involvedObject.name={name}", cancellationToken: Token))
            {
                seen.Add($"{found.Reason}: {found.Message}");
                if (found.Message.Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            // Told below.
        }

        throw new TimeoutException($"No event with '{text}'. Seen: {string.Join(Environment.NewLine, seen)}");
    }

    // What was begun goes on once it may, and would be denied in the next test's place: it is waited for until it is gone.
    private async Task DeleteIngressAsync(string name)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var changes = world.Kubernetes.NetworkingV1.WatchListNamespacedIngressAsync("default", fieldSelector: $"metadata.name={name}", cancellationToken: deadline.Token);
        await world.Kubernetes.NetworkingV1.DeleteNamespacedIngressAsync(name, "default", cancellationToken: deadline.Token);
        await foreach (var (type, _) in changes)
        {
            if (type == WatchEventType.Deleted)
            {
                return;
            }
        }
    }
}
