using Amazon.EKS;
using Amazon.EKS.Model;
using EksIngress.Emulator.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>Access entries and their policies, and what whoever comes with a token is in the cluster.</summary>
public sealed class AccessEntryTests : IAsyncLifetime
{
    private const string View = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
    private const string Edit = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy";
    private const string Nobody = "arn:aws:iam::000000000000:role/nobody";

    private AwsTestbed _bed = null!;
    private string _role = "";

    private IAmazonEKS Eks => _bed.Eks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        await _bed.CreateClusterAsync();
        _role = (await _bed.CreateRoleAsync("viewer", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}""")).Arn;
        await Eks.CreateAccessEntryAsync(new CreateAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role, KubernetesGroups = ["viewers"], Tags = new Dictionary<string, string> { ["team"] = "a" } }, Token);
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Describe_AnswersWhatWasCreated()
    {
        var entry = await DescribeAsync(_role);

        Assert.Equal(("dev", "STANDARD", "arn:aws:sts::000000000000:assumed-role/viewer/{{SessionName}}"), (entry.ClusterName, entry.Type, entry.Username));
        Assert.Equal(["viewers"], entry.KubernetesGroups);
        Assert.StartsWith("arn:aws:eks:eu-west-1:000000000000:access-entry/dev/role/000000000000/viewer/", entry.AccessEntryArn, StringComparison.Ordinal);
        Assert.Equal("a", entry.Tags["team"]);
    }

    [Fact]
    public async Task Update_GroupsAndUsername_AreThoseOfTheNextToken()
    {
        var updated = (await Eks.UpdateAccessEntryAsync(new UpdateAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role, KubernetesGroups = ["editors", "readers"], Username = "someone:{{SessionName}}" }, Token)).AccessEntry;

        Assert.Equal(["editors", "readers"], updated.KubernetesGroups);
        Assert.Equal("someone:{{SessionName}}", (await DescribeAsync(_role)).Username);
        var identity = await AuthenticateAsync();
        Assert.Equal("someone:me", identity!.Username);
        Assert.Equal(["editors", "readers"], identity.Groups);
    }

    [Fact]
    public async Task Update_ToWhatNobodyMayBe_IsRefused()
    {
        Assert.Equal("InvalidParameterException", await Failures.CodeAsync(() => Eks.UpdateAccessEntryAsync(new UpdateAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role, KubernetesGroups = ["system:masters"] }, Token)));
        Assert.Equal("InvalidParameterException", await Failures.CodeAsync(() => Eks.UpdateAccessEntryAsync(new UpdateAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role, Username = "system:admin" }, Token)));
        var node = await _bed.CreateNodeRoleAsync("node");
        await Eks.CreateAccessEntryAsync(new CreateAccessEntryRequest { ClusterName = "dev", PrincipalArn = node.Arn, Type = "EC2_LINUX" }, Token);
        Assert.Equal("InvalidRequestException", await Failures.CodeAsync(() => Eks.UpdateAccessEntryAsync(new UpdateAccessEntryRequest { ClusterName = "dev", PrincipalArn = node.Arn, KubernetesGroups = ["viewers"] }, Token)));
        Assert.Equal(["viewers"], (await DescribeAsync(_role)).KubernetesGroups);
    }

    [Fact]
    public async Task Policies_AssociatedListedAndDisassociated_HoldForTokens()
    {
        await AssociateAsync(View, new AccessScope { Type = AccessScopeType.Namespace, Namespaces = ["shop"] });
        await AssociateAsync(Edit, new AccessScope { Type = AccessScopeType.Cluster });
        var first = await ListAsync(1, null);
        var rest = await ListAsync(1, first.NextToken);
        Assert.Equal(2, (await AuthenticateAsync())!.AccessPolicies.Count);

        await Eks.DisassociateAccessPolicyAsync(new DisassociateAccessPolicyRequest { ClusterName = "dev", PrincipalArn = _role, PolicyArn = Edit }, Token);

        Assert.Equal([Edit, View], first.AssociatedAccessPolicies.Concat(rest.AssociatedAccessPolicies).Select(policy => policy.PolicyArn).Order(StringComparer.Ordinal));
        var left = Assert.Single((await ListAsync(null, null)).AssociatedAccessPolicies);
        Assert.Equal((View, "shop"), (left.PolicyArn, left.AccessScope.Namespaces[0]));
        Assert.Equal("AmazonEKSViewPolicy", Assert.Single((await AuthenticateAsync())!.AccessPolicies).Name);
        Assert.Equal([_role], (await Eks.ListAccessEntriesAsync(new ListAccessEntriesRequest { ClusterName = "dev", AssociatedPolicyArn = View }, Token)).AccessEntries);
        Assert.Equal("ResourceNotFoundException", await Failures.CodeAsync(() => Eks.DisassociateAccessPolicyAsync(new DisassociateAccessPolicyRequest { ClusterName = "dev", PrincipalArn = _role, PolicyArn = Edit }, Token)));
        Assert.Contains((await Eks.ListAccessPoliciesAsync(new ListAccessPoliciesRequest(), Token)).AccessPolicies, policy => policy.Arn == View);
    }

    [Fact]
    public async Task Delete_AnEntry_KeepsItsTokensOut()
    {
        Assert.NotNull(await AuthenticateAsync());

        await Eks.DeleteAccessEntryAsync(new DeleteAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role }, Token);

        Assert.Null(await AuthenticateAsync());
        Assert.Equal("ResourceNotFoundException", await Failures.CodeAsync(() => Eks.DeleteAccessEntryAsync(new DeleteAccessEntryRequest { ClusterName = "dev", PrincipalArn = _role }, Token)));
    }

    [Fact]
    public async Task Unknown_ToEveryOperation_IsNotFound()
    {
        Func<Task>[] calls =
        [
            () => DescribeAsync(Nobody),
            () => Eks.DescribeAccessEntryAsync(new DescribeAccessEntryRequest { ClusterName = "other", PrincipalArn = _role }, Token),
            () => Eks.UpdateAccessEntryAsync(new UpdateAccessEntryRequest { ClusterName = "dev", PrincipalArn = Nobody, KubernetesGroups = ["a"] }, Token),
            () => Eks.DisassociateAccessPolicyAsync(new DisassociateAccessPolicyRequest { ClusterName = "dev", PrincipalArn = Nobody, PolicyArn = View }, Token),
            () => Eks.ListAssociatedAccessPoliciesAsync(new ListAssociatedAccessPoliciesRequest { ClusterName = "dev", PrincipalArn = Nobody }, Token),
        ];

        foreach (var call in calls)
        {
            Assert.Equal("ResourceNotFoundException", await Failures.CodeAsync(call));
        }
    }

    private async Task<AccessEntry> DescribeAsync(string principal) =>
        (await Eks.DescribeAccessEntryAsync(new DescribeAccessEntryRequest { ClusterName = "dev", PrincipalArn = principal }, Token)).AccessEntry;

    private Task AssociateAsync(string policy, AccessScope scope) =>
        Eks.AssociateAccessPolicyAsync(new AssociateAccessPolicyRequest { ClusterName = "dev", PrincipalArn = _role, PolicyArn = policy, AccessScope = scope }, Token);

    private Task<ListAssociatedAccessPoliciesResponse> ListAsync(int? size, string? next) =>
        Eks.ListAssociatedAccessPoliciesAsync(new ListAssociatedAccessPoliciesRequest { ClusterName = "dev", PrincipalArn = _role, MaxResults = size, NextToken = next }, Token);

    private async Task<EksIdentity?> AuthenticateAsync()
    {
        var session = (await _bed.Sts.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = _role, RoleSessionName = "me" }, Token)).Credentials;
        return _bed.Emulator.Services.GetRequiredService<IEksIdentities>().Authenticate("dev", new EksTokens { Credentials = await session.GetCredentialsAsync() }.Create());
    }
}
