using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>Inline policies are read as they were written, of users, groups and roles alike.</summary>
public sealed class InlinePolicyTests : IAsyncLifetime
{
    // White space is part of the document that is answered.
    private const string Written = """{ "Version": "2012-10-17", "Statement": [ {"Effect":"Allow","Action":"s3:Get*","Resource":"*"} ] }""";

    private AwsTestbed _bed = null!;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        await _bed.CreateServiceRoleAsync("it", "ec2.amazonaws.com");
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = "it" }, Token);
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "it" }, Token);
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Theory]
    [InlineData("role")]
    [InlineData("user")]
    [InlineData("group")]
    public async Task Policy_PutReadListedDeleted(string kind)
    {
        await PutAsync(kind, "b", AwsTestbed.Document("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}"""));
        await PutAsync(kind, "b", Written);
        await PutAsync(kind, "a", Written);

        var read = await GetAsync(kind, "it", "b");
        var first = await ListAsync(kind, 1, null);
        var rest = await ListAsync(kind, 1, first.Marker);
        await DeleteAsync(kind, "b");

        Assert.Equal(("it", "b"), (read.Owner, read.Name));
        Assert.StartsWith("%7B%20%22Version", read.Document, StringComparison.Ordinal);
        Assert.Equal(Written, Uri.UnescapeDataString(read.Document));
        Assert.Equal(["a", "b"], first.Names.Concat(rest.Names));
        Assert.Null(rest.Marker);
        Assert.Equal($"NoSuchEntity: The {kind} policy with name b cannot be found.", await Failures.TextAsync(() => GetAsync(kind, "it", "b")));
        Assert.Equal($"NoSuchEntity: The {kind} policy with name b cannot be found.", await Failures.TextAsync(() => DeleteAsync(kind, "b")));
    }

    [Theory]
    [InlineData("role", "The role with name nobody cannot be found.")]
    [InlineData("user", "The user with name nobody cannot be found.")]
    [InlineData("group", "The group with name nobody cannot be found.")]
    public async Task Get_OfNobody_IsNotFound(string kind, string message) =>
        Assert.Equal($"NoSuchEntity: {message}", await Failures.TextAsync(() => GetAsync(kind, "nobody", "a")));

    [Theory]
    [InlineData("role")]
    [InlineData("user")]
    [InlineData("group")]
    public async Task Get_WithANameThatIsNone_IsRefused(string kind) =>
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => GetAsync(kind, "it", "a b")));

    private Task PutAsync(string kind, string name, string document) => kind switch
    {
        "role" => Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "it", PolicyName = name, PolicyDocument = document }, Token),
        "user" => Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "it", PolicyName = name, PolicyDocument = document }, Token),
        _ => Iam.PutGroupPolicyAsync(new PutGroupPolicyRequest { GroupName = "it", PolicyName = name, PolicyDocument = document }, Token),
    };

    private async Task<(string Owner, string Name, string Document)> GetAsync(string kind, string owner, string name)
    {
        switch (kind)
        {
            case "role":
                var ofRole = await Iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = owner, PolicyName = name }, Token);
                return (ofRole.RoleName, ofRole.PolicyName, ofRole.PolicyDocument);
            case "user":
                var ofUser = await Iam.GetUserPolicyAsync(new GetUserPolicyRequest { UserName = owner, PolicyName = name }, Token);
                return (ofUser.UserName, ofUser.PolicyName, ofUser.PolicyDocument);
            default:
                var ofGroup = await Iam.GetGroupPolicyAsync(new GetGroupPolicyRequest { GroupName = owner, PolicyName = name }, Token);
                return (ofGroup.GroupName, ofGroup.PolicyName, ofGroup.PolicyDocument);
        }
    }

    private async Task<(IEnumerable<string> Names, string? Marker)> ListAsync(string kind, int size, string? marker)
    {
        switch (kind)
        {
            case "role":
                var ofRole = await Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = "it", MaxItems = size, Marker = marker }, Token);
                return (ofRole.PolicyNames, ofRole.Marker);
            case "user":
                var ofUser = await Iam.ListUserPoliciesAsync(new ListUserPoliciesRequest { UserName = "it", MaxItems = size, Marker = marker }, Token);
                return (ofUser.PolicyNames, ofUser.Marker);
            default:
                var ofGroup = await Iam.ListGroupPoliciesAsync(new ListGroupPoliciesRequest { GroupName = "it", MaxItems = size, Marker = marker }, Token);
                return (ofGroup.PolicyNames, ofGroup.Marker);
        }
    }

    private Task DeleteAsync(string kind, string name) => kind switch
    {
        "role" => Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "it", PolicyName = name }, Token),
        "user" => Iam.DeleteUserPolicyAsync(new DeleteUserPolicyRequest { UserName = "it", PolicyName = name }, Token),
        _ => Iam.DeleteGroupPolicyAsync(new DeleteGroupPolicyRequest { GroupName = "it", PolicyName = name }, Token),
    };
}
