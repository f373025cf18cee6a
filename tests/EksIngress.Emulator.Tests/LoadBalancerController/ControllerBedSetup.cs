using System.Net;
using System.Text.Json.Nodes;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator.Aws.Ec2;
using EksIngress.Emulator.Kubernetes;
using EksIngress.Model.Iam;
using EksIngress.Model.LoadBalancerController;
using Microsoft.Extensions.DependencyInjection;
using Tag = Amazon.EC2.Model.Tag;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>Makes what a controller needs around it, and installs it.</summary>
internal sealed class ControllerBedSetup(ControllerBed bed, ControllerBedOptions options)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A VPC with two subnets and a node in each.</summary>
    public async Task<(string VpcId, string NodeGroupId)> CreateNetworkAsync(IKubernetesClusters clusters)
    {
        var vpcId = (await bed.Ec2.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "192.168.0.0/16" }, Token)).Vpc.VpcId;
        await bed.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [vpcId], Tags = [new Tag("Name", "test"), new Tag("env", "ci")] }, Token);
        var gateway = (await bed.Ec2.CreateInternetGatewayAsync(new CreateInternetGatewayRequest(), Token)).InternetGateway.InternetGatewayId;
        await bed.Ec2.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { VpcId = vpcId, InternetGatewayId = gateway }, Token);
        var nodeGroupId = (await bed.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { VpcId = vpcId, GroupName = "nodes", Description = "nodes" }, Token)).GroupId;
        await bed.Ec2.CreateTagsAsync(new CreateTagsRequest { Resources = [nodeGroupId], Tags = [new Tag($"kubernetes.io/cluster/{ControllerBed.ClusterName}", "owned")] }, Token);
        List<string> nodeGroupIds = [nodeGroupId];
        if (options.HasSecondNodeGroup)
        {
            nodeGroupIds.Add((await bed.Ec2.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { VpcId = vpcId, GroupName = "more", Description = "more" }, Token)).GroupId);
            await bed.Ec2.CreateTagsAsync(
                new CreateTagsRequest { Resources = [nodeGroupIds[1]], Tags = [new Tag($"kubernetes.io/cluster/{ControllerBed.ClusterName}", "shared")] }, Token);
        }

        var network = bed.Emulator.Services.GetRequiredService<Ec2Network>();
        foreach (var (zone, block, index) in new[] { ("eu-west-1a", "192.168.0.0/19", 1), ("eu-west-1b", "192.168.32.0/19", 2) })
        {
            var subnet = (await bed.Ec2.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpcId, CidrBlock = block, AvailabilityZone = zone }, Token)).Subnet.SubnetId;
            await bed.Ec2.CreateTagsAsync(
                new CreateTagsRequest { Resources = [subnet], Tags = [new Tag("kubernetes.io/role/elb", "1"), new Tag("kubernetes.io/role/internal-elb", "1")] }, Token);
            var instance = network.RunInstance("eu-west-1", new InstanceRequest
            {
                SubnetId = subnet,
                InstanceType = "t3.medium",
                ImageId = "ami-0123456789abcdef0",
                GroupIds = nodeGroupIds,
            });
            bed.Instances.Add(instance.Id);
            await clusters.AddNodeAsync(
                ControllerBed.ClusterName,
                new KubernetesNodeSpec($"node-{index}", instance.Id, "t3.medium", zone, "default", new Dictionary<string, string> { ["number"] = $"{index}" }),
                Token);
        }

        return (vpcId, nodeGroupId);
    }

    /// <summary>The controller's role, with the policy that the provisioner gives it.</summary>
    public async Task<string> CreateRoleAsync(string name)
    {
        var provider = (await bed.Iam.CreateOpenIDConnectProviderAsync(
            new CreateOpenIDConnectProviderRequest { Url = ControllerBed.Issuer, ClientIDList = ["sts.amazonaws.com"], ThumbprintList = [new string('0', 40)] }, Token)).OpenIDConnectProviderArn;
        var trust = TrustPolicy(provider, options.TrustedSubject);
        var role = await bed.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = trust.ToJsonString() }, Token);
        var policy = ControllerPolicy.Document("aws");
        foreach (var actions in policy["Statement"]!.AsArray().Select(statement => statement!["Action"]).OfType<JsonArray>())
        {
            foreach (var action in actions.Where(action => (string?)action == options.Denied).ToList())
            {
                actions.Remove(action);
                actions.Add("sts:GetCallerIdentity");
            }
        }

        await bed.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = name, PolicyName = "controller", PolicyDocument = policy.ToJsonString() }, Token);
        return role.Role.Arn;
    }

    private static JsonObject TrustPolicy(string provider, string subject)
    {
        var host = ControllerBed.Issuer["https://".Length..];
        return new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Federated"] = provider },
                ["Action"] = "sts:AssumeRoleWithWebIdentity",
                ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [$"{host}:sub"] = subject, [$"{host}:aud"] = "sts.amazonaws.com" } },
            }),
        };
    }

    /// <summary>What the provisioner applies for the controller.</summary>
    public async Task InstallAsync()
    {
        var (authority, certificate, key) = TestCertificates.Create("aws-load-balancer-webhook-service.kube-system.svc");
        var settings = new ControllerSettings(bed.VpcId, bed.RoleArn, new WebhookCertificate(authority, certificate, key));
        foreach (var item in ControllerObjects.Build(ControllerBedOptions.Spec, settings))
        {
            if (!options.HasRole && (string?)item["kind"] == "ServiceAccount")
            {
                item["metadata"]!.AsObject().Remove("annotations");
            }

            if ((string?)item["kind"] == "Deployment")
            {
                item["spec"]!["replicas"] = options.Replicas;
                Configure(item["spec"]!["template"]!["spec"]!["containers"]![0]!);
            }

            await Eventually.UntilAsync(async () =>
                (await bed.SendAsync(HttpMethod.Patch, $"{ControllerBed.PathOf(item)}/{item["metadata"]!["name"]}?fieldManager=test&force=true", item, "application/apply-patch+yaml"))
                    .Status is HttpStatusCode.OK or HttpStatusCode.Created);
        }
    }

    private void Configure(JsonNode container)
    {
        foreach (var argument in (string[])["--targetgroupbinding-requeue-duration=200ms", .. options.Args])
        {
            container["args"]!.AsArray().Add(argument);
        }

        if (options.Environment.Count > 0)
        {
            container["env"] = new JsonArray([.. options.Environment.Select(variable => new JsonObject { ["name"] = variable.Key, ["value"] = variable.Value })]);
        }
    }
}
