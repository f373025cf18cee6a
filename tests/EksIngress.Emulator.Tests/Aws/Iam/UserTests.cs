using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Tag = Amazon.IdentityManagement.Model.Tag;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>Users that are renamed and tagged.</summary>
public sealed class UserTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = "dev", Path = "/team/", Tags = [new Tag { Key = "team", Value = "a" }] }, Token);
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Update_NewNameAndPath_KeepsIdKeysGroupsPoliciesAndTags()
    {
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "crew" }, Token);
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "crew", UserName = "dev" }, Token);
        await Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "dev", PolicyName = "p", PolicyDocument = AwsTestbed.Document("""{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}""") }, Token);
        var before = (await Iam.GetUserAsync(new GetUserRequest { UserName = "dev" }, Token)).User;
        var key = (await Iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = "dev" }, Token)).AccessKey;
        var credentials = new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey);

        await UpdateAsync("dev", "ops", "/crew/");

        var after = (await Iam.GetUserAsync(new GetUserRequest { UserName = "ops" }, Token)).User;
        Assert.Equal(before.UserId, after.UserId);
        Assert.Equal("arn:aws:iam::000000000000:user/crew/ops", after.Arn);
        Assert.Equal("a", Assert.Single(after.Tags).Value);
        Assert.Equal(after.Arn, (await _bed.StsAs(credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token)).Arn);
        Assert.Contains((await _bed.IamAs(credentials).ListUsersAsync(new ListUsersRequest(), Token)).Users, user => user.UserName == "ops");
        Assert.Equal("crew", Assert.Single((await Iam.ListGroupsForUserAsync(new ListGroupsForUserRequest { UserName = "ops" }, Token)).Groups).GroupName);
        Assert.Equal("NoSuchEntity: The user with name dev cannot be found.", await Failures.TextAsync(() => Iam.GetUserAsync(new GetUserRequest { UserName = "dev" }, Token)));
    }

    [Fact]
    public async Task Update_NameTakenUnknownOrNone_IsRefused()
    {
        Assert.Equal("EntityAlreadyExists: User with name ADMIN already exists.", await Failures.TextAsync(() => UpdateAsync("dev", "ADMIN")));
        Assert.Equal("NoSuchEntity: The user with name nobody cannot be found.", await Failures.TextAsync(() => UpdateAsync("nobody", "someone")));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => UpdateAsync("dev", "a b")));
        await UpdateAsync("dev", "Dev");
        Assert.Equal("Dev", (await Iam.GetUserAsync(new GetUserRequest { UserName = "dev" }, Token)).User.UserName);
    }

    /// <summary>Who renames must be allowed to do so to the user as it is called and as it will be.</summary>
    [Theory]
    [InlineData("""["arn:aws:iam::000000000000:user/team/dev","arn:aws:iam::000000000000:user/team/ops"]""", true)]
    [InlineData("\"arn:aws:iam::000000000000:user/team/dev\"", false)]
    [InlineData("\"arn:aws:iam::000000000000:user/team/ops\"", false)]
    public async Task Update_IsAllowed_OfBothNamesOnly(string resources, bool isAllowed)
    {
        var iam = _bed.IamAs(await _bed.CreateUserAsync("lead", $$"""{"Effect":"Allow","Action":"iam:UpdateUser","Resource":{{resources}}}"""));
        Task Rename() => iam.UpdateUserAsync(new UpdateUserRequest { UserName = "dev", NewUserName = "ops" }, Token);

        if (isAllowed)
        {
            await Rename();
        }
        else
        {
            Assert.Equal("AccessDenied", await Failures.CodeAsync(Rename));
        }
    }

    [Theory]
    [InlineData("""["arn:aws:iam::000000000000:group/crew","arn:aws:iam::000000000000:group/x/team"]""", true)]
    [InlineData("\"arn:aws:iam::000000000000:group/crew\"", false)]
    public async Task UpdateGroup_IsAllowed_OfBothNamesOnly(string resources, bool isAllowed)
    {
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "crew" }, Token);
        var iam = _bed.IamAs(await _bed.CreateUserAsync("lead", $$"""{"Effect":"Allow","Action":"iam:UpdateGroup","Resource":{{resources}}}"""));
        Task Rename() => iam.UpdateGroupAsync(new UpdateGroupRequest { GroupName = "crew", NewGroupName = "team", NewPath = "/x/" }, Token);

        if (isAllowed)
        {
            await Rename();
        }
        else
        {
            Assert.Equal("AccessDenied", await Failures.CodeAsync(Rename));
        }
    }

    [Fact]
    public async Task Tags_AddedListedAndRemoved_InAnyCase()
    {
        await Iam.TagUserAsync(new TagUserRequest { UserName = "dev", Tags = [new Tag { Key = "env", Value = "dev" }] }, Token);
        await Iam.UntagUserAsync(new UntagUserRequest { UserName = "dev", TagKeys = ["TEAM", "nobody"] }, Token);

        Assert.Equal("env", Assert.Single((await Iam.ListUserTagsAsync(new ListUserTagsRequest { UserName = "dev" }, Token)).Tags).Key);
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.UntagUserAsync(new UntagUserRequest { UserName = "nobody", TagKeys = ["a"] }, Token)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => Iam.UntagUserAsync(new UntagUserRequest { UserName = "dev", TagKeys = [new string('x', 129)] }, Token)));
    }

    private Task UpdateAsync(string name, string newName, string? newPath = null) => Iam.UpdateUserAsync(new UpdateUserRequest { UserName = name, NewUserName = newName, NewPath = newPath }, Token);
}
