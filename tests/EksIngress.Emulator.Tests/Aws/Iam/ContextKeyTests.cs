using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>Which condition keys policies speak of: what somebody who simulates them has to give.</summary>
public sealed class ContextKeyTests : IAsyncLifetime
{
    private static readonly string s_tagged = AwsTestbed.Document("""{"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"},"Null":{"ec2:Region":"false"}}}""");
    private static readonly string s_own = AwsTestbed.Document("""{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::*:user/${aws:username}"}""");

    private AwsTestbed _bed = null!;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Custom_KeysOfConditionsAndVariables_AreNamedOnce() =>
        Assert.Equal(["aws:ResourceTag/team", "aws:username", "ec2:Region"], await CustomAsync(s_tagged, s_own, s_tagged));

    [Fact]
    public async Task Custom_NoPolicy_IsRefused()
    {
        Assert.Equal("InvalidInput", await Failures.CodeAsync(() => CustomAsync("{}")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => CustomAsync()));
    }

    [Fact]
    public async Task Principal_KeysOfAllItsPolicies_AreNamed()
    {
        var user = (await Iam.CreateUserAsync(new CreateUserRequest { UserName = "dev" }, Token)).User;
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "crew" }, Token);
        await Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "dev", PolicyName = "p", PolicyDocument = s_own }, Token);
        await Iam.PutGroupPolicyAsync(new PutGroupPolicyRequest { GroupName = "crew", PolicyName = "p", PolicyDocument = s_tagged }, Token);
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "crew", UserName = "dev" }, Token);

        Assert.Equal(["aws:ResourceTag/team", "aws:username", "ec2:Region"], await PrincipalAsync(user.Arn));
        Assert.Equal(["aws:ResourceTag/team", "ec2:Region"], await PrincipalAsync("arn:aws:iam::000000000000:group/crew"));
    }

    [Theory]
    [InlineData("arn:aws:iam::000000000000:user/nobody", "NoSuchEntity: The user with name nobody cannot be found.")]
    [InlineData("arn:aws:iam::000000000000:role/x/nobody", "NoSuchEntity: The role with name nobody cannot be found.")]
    [InlineData("arn:aws:iam::000000000000:group/nobody", "NoSuchEntity: The group with name nobody cannot be found.")]
    [InlineData("arn:aws:sts::000000000000:assumed-role/r/session", "InvalidInput: Invalid Entity Arn: arn:aws:sts::000000000000:assumed-role/r/session does not clearly define entity type and name.")]
    [InlineData("arn:aws:iam::000000000000:root", "InvalidInput: Invalid Entity Arn: arn:aws:iam::000000000000:root does not clearly define entity type and name.")]
    public async Task Principal_ThatIsNone_IsRefused(string arn, string error)
    {
        Assert.Equal(error, await Failures.TextAsync(() => PrincipalAsync(arn)));
        Assert.Equal(error, await Failures.TextAsync(() => Iam.SimulatePrincipalPolicyAsync(new SimulatePrincipalPolicyRequest { PolicySourceArn = arn, ActionNames = ["s3:GetObject"] }, Token)));
    }

    private async Task<List<string>> CustomAsync(params string[] policies) =>
        (await Iam.GetContextKeysForCustomPolicyAsync(new GetContextKeysForCustomPolicyRequest { PolicyInputList = [.. policies] }, Token)).ContextKeyNames;

    private async Task<List<string>> PrincipalAsync(string arn) =>
        (await Iam.GetContextKeysForPrincipalPolicyAsync(new GetContextKeysForPrincipalPolicyRequest { PolicySourceArn = arn }, Token)).ContextKeyNames;
}
