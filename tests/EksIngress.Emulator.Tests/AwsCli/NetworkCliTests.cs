using System.Text.Json;
using EksIngress.Emulator.Tests.Aws;

namespace EksIngress.Emulator.Tests.AwsCli;

/// <summary>EC2's network from a shell: what is made is waited for, changed and taken down again.</summary>
public sealed class NetworkCliTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(TestContext.Current.CancellationToken);
        _aws = new AwsCli(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Gateways_WaitedFor_ComeAndGo()
    {
        var (vpc, subnets) = await _bed.CreateNetworkAsync("eu-west-1a");
        await _aws.TextAsync($"ec2 wait vpc-exists --vpc-ids {vpc}");
        var internet = Text((await _aws.JsonAsync($"ec2 describe-internet-gateways --filters Name=attachment.vpc-id,Values={vpc}")).GetProperty("InternetGateways")[0], "InternetGatewayId");
        await _aws.TextAsync($"ec2 wait internet-gateway-exists --internet-gateway-ids {internet}");
        var address = Text(await _aws.JsonAsync("ec2 allocate-address"), "AllocationId");

        var nat = Text((await _aws.JsonAsync($"ec2 create-nat-gateway --subnet-id {subnets[0]} --allocation-id {address}")).GetProperty("NatGateway"), "NatGatewayId");
        await _aws.TextAsync($"ec2 wait nat-gateway-available --nat-gateway-ids {nat}");
        await _aws.TextAsync($"ec2 delete-nat-gateway --nat-gateway-id {nat}");
        await _aws.TextAsync($"ec2 wait nat-gateway-deleted --nat-gateway-ids {nat}");
        await _aws.TextAsync($"ec2 release-address --allocation-id {address}");

        Assert.Contains("(InvalidAllocationID.NotFound) when calling the ReleaseAddress operation", await _aws.ErrorAsync($"ec2 release-address --allocation-id {address}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterfaceAndAddress_MadeJoinedAndTakenApart()
    {
        var (vpc, subnets) = await _bed.CreateNetworkAsync("eu-west-1a");
        var group = Text(await _aws.JsonAsync($"ec2 create-security-group --group-name web --description web --vpc-id {vpc}"), "GroupId");
        await _aws.TextAsync($"ec2 wait security-group-exists --group-ids {group}");
        var item = Text((await _aws.JsonAsync($"ec2 create-network-interface --subnet-id {subnets[0]} --description mine --groups {group} --private-ip-address 10.0.0.50")).GetProperty("NetworkInterface"), "NetworkInterfaceId");
        await _aws.TextAsync($"ec2 wait network-interface-available --network-interface-ids {item}");
        var address = Text(await _aws.JsonAsync("ec2 allocate-address"), "AllocationId");

        var association = Text(await _aws.JsonAsync($"ec2 associate-address --allocation-id {address} --network-interface-id {item}"), "AssociationId");
        var described = (await _aws.JsonAsync($"ec2 describe-addresses --allocation-ids {address}")).GetProperty("Addresses")[0];
        var refused = await _aws.ErrorAsync($"ec2 associate-address --allocation-id {address} --network-interface-id eni-00000000000000000");
        await _aws.TextAsync($"ec2 disassociate-address --association-id {association}");
        await _aws.TextAsync($"ec2 delete-network-interface --network-interface-id {item}");

        Assert.Equal((association, "10.0.0.50"), (Text(described, "AssociationId"), Text(described, "PrivateIpAddress")));
        Assert.Contains("(InvalidNetworkInterfaceID.NotFound) when calling the AssociateAddress operation", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RulesAndRouteTables_AreChangedInPlace()
    {
        var (vpc, subnets) = await _bed.CreateNetworkAsync("eu-west-1a");
        var group = Text(await _aws.JsonAsync($"ec2 create-security-group --group-name web --description web --vpc-id {vpc}"), "GroupId");
        var rule = Text((await _aws.JsonAsync($"ec2 authorize-security-group-ingress --group-id {group} --protocol tcp --port 80 --cidr 10.0.0.0/8")).GetProperty("SecurityGroupRules")[0], "SecurityGroupRuleId");
        var table = Text((await _aws.JsonAsync($"ec2 create-route-table --vpc-id {vpc}")).GetProperty("RouteTable"), "RouteTableId");
        var association = Text(await _aws.JsonAsync($"ec2 associate-route-table --route-table-id {table} --subnet-id {subnets[0]}"), "AssociationId");
        var other = Text((await _aws.JsonAsync($"ec2 create-route-table --vpc-id {vpc}")).GetProperty("RouteTable"), "RouteTableId");

        await _aws.TextAsync($"ec2 modify-security-group-rules --group-id {group} --security-group-rules SecurityGroupRuleId={rule},SecurityGroupRule={{IpProtocol=tcp,FromPort=443,ToPort=443,CidrIpv4=10.0.0.0/8}}");
        await _aws.TextAsync($"ec2 update-security-group-rule-descriptions-ingress --group-id {group} --security-group-rule-descriptions SecurityGroupRuleId={rule},Description=inside");
        var described = (await _aws.JsonAsync($"ec2 describe-security-group-rules --security-group-rule-ids {rule}")).GetProperty("SecurityGroupRules")[0];
        var refused = await _aws.ErrorAsync($"ec2 update-security-group-rule-descriptions-egress --group-id {group} --security-group-rule-descriptions SecurityGroupRuleId={rule},Description=x");
        var replaced = await _aws.JsonAsync($"ec2 replace-route-table-association --association-id {association} --route-table-id {other}");
        var gone = await _aws.ErrorAsync($"ec2 disassociate-route-table --association-id {association}");

        Assert.Equal((443, "inside"), (described.GetProperty("FromPort").GetInt32(), Text(described, "Description")));
        Assert.Contains("(InvalidSecurityGroupRuleId.NotFound)", refused, StringComparison.Ordinal);
        Assert.StartsWith("rtbassoc-", Text(replaced, "NewAssociationId"), StringComparison.Ordinal);
        Assert.Contains("(InvalidAssociationID.NotFound) when calling the DisassociateRouteTable operation", gone, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
