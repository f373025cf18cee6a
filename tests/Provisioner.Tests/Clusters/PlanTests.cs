using Amazon.EC2;
using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Model.Environments;
using EksIngress.Provisioner.Clusters;
using EksIngress.Provisioner.Networking;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Tests.Clusters;

public sealed class PlanTests
{
    private static readonly EnvironmentSpec Wanted = new() { Name = "dev", Region = "eu-west-1", KubernetesVersion = "1.34" };
    private static readonly NodeGroupSpec Group = new() { Name = "default" };

    [Theory]
    [InlineData(null, nameof(ClusterAction.Create))]
    [InlineData("CREATING", nameof(ClusterAction.Wait))]
    [InlineData("PENDING", nameof(ClusterAction.Wait))]
    [InlineData("UPDATING", nameof(ClusterAction.Wait))]
    [InlineData("DELETING", nameof(ClusterAction.Wait))]
    [InlineData("ACTIVE", nameof(ClusterAction.None))]
    [InlineData("FAILED", null)]
    [InlineData("SOMETHING_NEW", null)]
    public void ClusterPlan_EachStatus_HasItsAction(string? status, string? action)
    {
        var observed = status is null ? null : new Cluster { Name = "dev", Version = "1.34", Status = status };

        if (action is null)
        {
            Assert.Contains($"is {status}, wanted ACTIVE", Assert.Throws<ProvisioningException>(() => ClusterPlan.Decide(Wanted, observed)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(action, ClusterPlan.Decide(Wanted, observed).ToString());
    }

    [Fact]
    public void ClusterPlan_FailedWithIssues_TellsThem()
    {
        var issue = new ClusterIssue { Code = "SubnetNotFound", Message = "subnet-1 is gone" };
        var observed = new Cluster { Name = "dev", Status = ClusterStatus.FAILED, Health = new ClusterHealth { Issues = [issue] } };

        Assert.Contains("SubnetNotFound subnet-1 is gone", Assert.Throws<ProvisioningException>(() => ClusterPlan.Decide(Wanted, observed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClusterPlan_OtherVersion_AsksForAPerson()
    {
        var observed = new Cluster { Name = "dev", Version = "1.33", Status = ClusterStatus.ACTIVE };

        Assert.Contains("has Kubernetes 1.33, wanted 1.34", Assert.Throws<ProvisioningException>(() => ClusterPlan.Decide(Wanted, observed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 2, 4, nameof(NodeGroupAction.Create))]
    [InlineData("CREATING", 2, 4, nameof(NodeGroupAction.Wait))]
    [InlineData("UPDATING", 2, 4, nameof(NodeGroupAction.Wait))]
    [InlineData("DELETING", 2, 4, nameof(NodeGroupAction.Wait))]
    [InlineData("ACTIVE", 2, 4, nameof(NodeGroupAction.None))]
    [InlineData("ACTIVE", 1, 4, nameof(NodeGroupAction.Update))]
    [InlineData("ACTIVE", 2, 9, nameof(NodeGroupAction.Update))]
    [InlineData("CREATE_FAILED", 2, 4, null)]
    [InlineData("DELETE_FAILED", 2, 4, null)]
    [InlineData("DEGRADED", 2, 4, null)]
    [InlineData("SOMETHING_NEW", 2, 4, null)]
    public void NodeGroupPlan_EachStatus_HasItsAction(string? status, int min, int max, string? action)
    {
        var observed = status is null ? null : new Nodegroup
        {
            NodegroupName = "default",
            Status = status,
            ScalingConfig = new NodegroupScalingConfig { MinSize = min, MaxSize = max, DesiredSize = 3 },
        };

        if (action is null)
        {
            Assert.Contains($"is {status}, wanted ACTIVE", Assert.Throws<ProvisioningException>(() => NodeGroupPlan.Decide(Group, observed)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(action, NodeGroupPlan.Decide(Group, observed).ToString());
    }

    [Theory]
    [InlineData(null, nameof(NatGatewayAction.Create))]
    [InlineData("pending", nameof(NatGatewayAction.Wait))]
    [InlineData("available", nameof(NatGatewayAction.None))]
    [InlineData("deleting", nameof(NatGatewayAction.Wait))]
    [InlineData("deleted", nameof(NatGatewayAction.Create))]
    [InlineData("failed", null)]
    [InlineData("something-new", null)]
    public void NatGatewayPlan_EachState_HasItsAction(string? state, string? action)
    {
        var observed = state is null ? null : NatGatewayState.FindValue(state);

        if (action is null)
        {
            Assert.Contains("no free address", Assert.Throws<ProvisioningException>(() => NatGatewayPlan.Decide(observed, "no free address")).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(action, NatGatewayPlan.Decide(observed, null).ToString());
    }

    [Theory]
    [InlineData(true, true, "0.0.0.0/0", "API", nameof(ClusterAction.None))]
    [InlineData(true, false, "0.0.0.0/0", "API", nameof(ClusterAction.UpdateEndpoint))]
    [InlineData(false, true, "0.0.0.0/0", "API", nameof(ClusterAction.UpdateEndpoint))]
    [InlineData(true, true, "203.0.113.0/24", "API", nameof(ClusterAction.UpdateEndpoint))]
    [InlineData(true, true, "0.0.0.0/0", "API_AND_CONFIG_MAP", nameof(ClusterAction.UpdateAuthentication))]
    public void ClusterDecide_EndpointOrModeDiffers_IsUpdated(bool isPublic, bool isPrivate, string cidr, string mode, string action)
    {
        var observed = new Cluster
        {
            Name = "dev",
            Status = ClusterStatus.ACTIVE,
            Version = Wanted.KubernetesVersion,
            ResourcesVpcConfig = new VpcConfigResponse { EndpointPublicAccess = isPublic, EndpointPrivateAccess = isPrivate, PublicAccessCidrs = [cidr] },
            AccessConfig = new AccessConfigResponse { AuthenticationMode = mode },
        };

        Assert.Equal(action, ClusterPlan.Decide(Wanted, observed).ToString());
    }

    [Theory]
    [InlineData("SPOT", "AL2023_x86_64_STANDARD", "has capacity type SPOT, wanted ON_DEMAND")]
    [InlineData("ON_DEMAND", "AL2_x86_64", "has AMI type AL2_x86_64, wanted AL2023_x86_64_STANDARD")]
    public void NodeGroupDecide_WhatANodeGroupKeeps_NeedsAPerson(string capacityType, string amiType, string expected)
    {
        var observed = new Nodegroup { NodegroupName = "default", Status = NodegroupStatus.ACTIVE, CapacityType = capacityType, AmiType = amiType };

        var exception = Assert.Throws<ProvisioningException>(() => NodeGroupPlan.Decide(Group with { AmiType = "AL2023_x86_64_STANDARD" }, observed));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
