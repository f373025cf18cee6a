using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace EksIngress.Emulator.Tests.Aws.Iam;

public sealed class IamTests
{
    private const string Trust = """{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""";
    private const string WorkerPolicy = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_LivesAndDies_WithItsPoliciesFirst()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var iam = bed.Iam;
        var created = await bed.CreateRoleAsync("node", Trust, """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        await iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = "node", PolicyArn = WorkerPolicy }, Token);
        await iam.TagRoleAsync(new TagRoleRequest { RoleName = "node", Tags = [new Tag { Key = "a", Value = "b" }] }, Token);

        var read = (await iam.GetRoleAsync(new GetRoleRequest { RoleName = "node" }, Token)).Role;

        Assert.Equal("arn:aws:iam::000000000000:role/node", created.Arn);
        Assert.Equal(AwsTestbed.Document(Trust), Uri.UnescapeDataString(read.AssumeRolePolicyDocument));
        Assert.StartsWith("%7B", read.AssumeRolePolicyDocument, StringComparison.Ordinal);
        Assert.Equal("b", Assert.Single(read.Tags).Value);
        Assert.Equal(WorkerPolicy, Assert.Single((await iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = "node" }, Token)).AttachedPolicies).PolicyArn);
        Assert.Equal("DeleteConflict", await ErrorAsync(() => iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "node" }, Token)));
        await iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = "node", PolicyArn = WorkerPolicy }, Token);
        Assert.Equal("DeleteConflict", await ErrorAsync(() => iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "node" }, Token)));
        await iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "node", PolicyName = "inline" }, Token);
        await iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "node" }, Token);
        Assert.Equal("NoSuchEntity", await ErrorAsync(() => iam.GetRoleAsync(new GetRoleRequest { RoleName = "node" }, Token)));
    }

    [Fact]
    public async Task CreateRole_NameTakenInAnotherCase_IsRefused()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("node", Trust);

        var exception = await Assert.ThrowsAsync<EntityAlreadyExistsException>(() => bed.CreateRoleAsync("NODE", Trust));

        Assert.Equal("Role with name NODE already exists.", exception.Message);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:role/nobody"},"Action":"sts:AssumeRole"}""", "MalformedPolicyDocument")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"ec2:*"}""", "MalformedPolicyDocument")]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole"}""", "MalformedPolicyDocument")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}""", "MalformedPolicyDocument")]
    [InlineData("""{"Effect":"Allow","Principal":{"Someone":"x"},"Action":"sts:AssumeRole"}""", "MalformedPolicyDocument")]
    [InlineData("nonsense", "MalformedPolicyDocument")]
    public async Task CreateRole_NoTrustPolicy_IsRefused(string trust, string code)
    {
        await using var bed = await AwsTestbed.StartAsync(Token);

        Assert.Equal(code, await ErrorAsync(() => bed.CreateRoleAsync("node", trust)));
    }

    [Fact]
    public async Task Policy_Versions_DefaultIsInForceAndFiveAreKept()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var iam = bed.Iam;
        var document = AwsTestbed.Document("""{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        var arn = (await iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = "p", PolicyDocument = document }, Token)).Policy.Arn;

        for (var number = 2; number <= 5; number++)
        {
            await iam.CreatePolicyVersionAsync(new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = document, SetAsDefault = number == 3 }, Token);
        }

        Assert.Equal("v3", (await iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, Token)).Policy.DefaultVersionId);
        Assert.Equal("LimitExceeded", await ErrorAsync(() => iam.CreatePolicyVersionAsync(new CreatePolicyVersionRequest { PolicyArn = arn, PolicyDocument = document }, Token)));
        Assert.Equal("DeleteConflict", await ErrorAsync(() => iam.DeletePolicyVersionAsync(new DeletePolicyVersionRequest { PolicyArn = arn, VersionId = "v3" }, Token)));
        Assert.Equal("DeleteConflict", await ErrorAsync(() => iam.DeletePolicyAsync(new DeletePolicyRequest { PolicyArn = arn }, Token)));
    }

    [Fact]
    public async Task ListRoles_MoreThanAPage_ContinuesAfterTheMarker()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        foreach (var name in new[] { "c", "a", "b" })
        {
            await bed.CreateRoleAsync(name, Trust);
        }

        var first = await bed.Iam.ListRolesAsync(new ListRolesRequest { MaxItems = 2 }, Token);
        var second = await bed.Iam.ListRolesAsync(new ListRolesRequest { MaxItems = 2, Marker = first.Marker }, Token);

        Assert.Equal(["a", "b"], first.Roles.Select(role => role.RoleName));
        Assert.True(first.IsTruncated);
        Assert.Equal(["c"], second.Roles.Select(role => role.RoleName));
    }

    [Fact]
    public async Task OidcProvider_RegisteredTwice_IsRefused_AndDeletedTwiceIsNot()
    {
        await using var bed = await AwsTestbed.StartAsync(Token);
        var request = new CreateOpenIDConnectProviderRequest { Url = "https://oidc.eks.eu-west-1.amazonaws.com/id/A1", ClientIDList = ["sts.amazonaws.com"] };
        var arn = (await bed.Iam.CreateOpenIDConnectProviderAsync(request, Token)).OpenIDConnectProviderArn;

        Assert.Equal("arn:aws:iam::000000000000:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A1", arn);
        Assert.Equal("EntityAlreadyExists", await ErrorAsync(() => bed.Iam.CreateOpenIDConnectProviderAsync(request, Token)));
        Assert.Equal("ValidationError", await ErrorAsync(() => bed.Iam.CreateOpenIDConnectProviderAsync(new CreateOpenIDConnectProviderRequest { Url = "https://host:8443/x" }, Token)));
        await bed.Iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, Token);
        await bed.Iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, Token);
    }

    private static async Task<string?> ErrorAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonServiceException>(call)).ErrorCode;
}
