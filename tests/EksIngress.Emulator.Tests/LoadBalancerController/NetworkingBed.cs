using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using EksIngress.Alb;
using EksIngress.Alb.Kubernetes;
using EksIngress.Emulator.LoadBalancerController;
using EksIngress.Emulator.LoadBalancerController.Aws;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;
using k8s;
using k8s.Models;
using KubernetesJson = k8s.KubernetesJson;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>The part of the controller that opens security groups, with a cluster that is only its caches.</summary>
internal sealed class NetworkingBed : IDisposable
{
    private readonly k8s.Kubernetes _client = new(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" });

    public NetworkingBed()
    {
        var log = new ControllerLog(Log.Add, Time);
        Informers = new ClusterInformers(_client, "", log, Time);
        Groups = new SecurityGroupCache(Ec2, Time);
        var nodes = new NodeInterfaces(Ec2, Time);
        Pods = new PodInterfaces(Ec2, Informers, nodes, Configuration, Time);
        Networking = new TargetNetworking(
            new SecurityGroupIngress(Ec2, Groups), Groups, new EndpointSecurityGroups(Groups, Pods, nodes, Configuration), Informers, Configuration, log);
    }

    public static ControllerConfiguration Configuration { get; } = new() { ClusterName = "dev", VpcId = "vpc-1" };

    public static (string Key, string Value) ClusterTag => ("kubernetes.io/cluster/dev", "owned");

    public TimerWatch Time { get; } = new();

    public FakeEc2 Ec2 { get; } = new();

    public List<string> Log { get; } = [];

    public ClusterInformers Informers { get; }

    public SecurityGroupCache Groups { get; }

    public PodInterfaces Pods { get; }

    public TargetNetworking Networking { get; }

    public static InstanceNetworkInterface Interface(string id, int device, string[] groups, params IEnumerable<string> addresses) => new()
    {
        NetworkInterfaceId = id,
        Attachment = new InstanceNetworkInterfaceAttachment { DeviceIndex = device },
        Groups = [.. groups.Select(group => new GroupIdentifier { GroupId = group })],
        PrivateIpAddresses = [.. addresses.Select(address => new InstancePrivateIpAddress { PrivateIpAddress = address })],
    };

    public static V1Pod Pod(string name, string address, string node, string? annotation = null, string uid = "1") => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "default",
            Uid = uid,
            Annotations = annotation is null ? null : new Dictionary<string, string> { ["vpc.amazonaws.com/pod-eni"] = annotation },
        },
        Spec = new V1PodSpec { NodeName = node, Containers = [] },
        Status = new V1PodStatus { PodIP = address },
    };

    /// <summary>A node on an instance of its own; none for an instance without interfaces.</summary>
    public void AddNode(string name, string instance, (string Key, string Value)? label, params InstanceNetworkInterface[] interfaces)
    {
        Informers.Nodes.Observe(new V1Node
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Uid = name,
                ResourceVersion = "1",
                Labels = label is { } given ? new Dictionary<string, string> { [given.Key] = given.Value } : null,
            },
            Spec = new V1NodeSpec { ProviderID = $"aws:///eu-west-1a/{instance}" },
            Status = new V1NodeStatus { Addresses = [new V1NodeAddress { Type = "InternalIP", Address = $"{name}-address" }] },
        });
        if (interfaces.Length > 0)
        {
            Ec2.Instances.Add(new Instance { InstanceId = instance, NetworkInterfaces = [.. interfaces] });
        }
    }

    /// <summary>A binding in the cache, for a target group of this type.</summary>
    public TargetGroupBindingObject AddBinding(string name, string type, string ingress)
    {
        var binding = KubernetesJson.Deserialize<TargetGroupBindingObject>(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default", ["resourceVersion"] = "1" },
            ["spec"] = new JsonObject
            {
                ["targetGroupARN"] = name,
                ["targetType"] = type,
                ["serviceRef"] = new JsonObject { ["name"] = "web", ["port"] = 80 },
                ["networking"] = new JsonObject { ["ingress"] = JsonNode.Parse(ingress) },
            },
        }.ToJsonString());
        Informers.TargetGroupBindings.Observe(binding);
        return binding;
    }

    /// <summary>The endpoint of a node that is in the cache.</summary>
    public TargetEndpoint Endpoint(string node) =>
        new(null, new EksIngress.Alb.Endpoints.NodePortEndpoint("i-1", 30080, ClusterView.Read<Node>(Informers.Nodes.Find(new("", node))!)));

    public void Dispose()
    {
        Networking.Dispose();
        Ec2.Dispose();
        _client.Dispose();
    }
}
