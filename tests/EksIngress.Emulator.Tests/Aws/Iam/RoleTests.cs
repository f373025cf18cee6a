using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>Roles and instance profiles that are changed and tagged.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private AwsTestbed _bed = null!;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        await _bed.CreateRoleAsync("r", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}""");
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    // In AWS's words, as people met them: https://github.com/aws-samples/aws-cdk-examples/issues/801, https://github.com/aws/aws-cdk/issues/5732
    [Theory]
    [InlineData("""{"Service":"eks.amazon.com"}""", "Invalid principal in policy: \"SERVICE\":\"eks.amazon.com\"")]
    [InlineData("""{"Service":["ec2.amazonaws.com","amazonaws.com"]}""", "Invalid principal in policy: \"SERVICE\":\"amazonaws.com\"")]
    [InlineData("""{"AWS":"arn:aws:iam::000000000000:user/nobody"}""", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:user/nobody\"")]
    [InlineData("\"*\"", "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".")]
    public async Task Create_TrustPolicyOfNobody_IsRefused(string principal, string expected) => Assert.Equal(
        $"MalformedPolicyDocument: {expected}",
        await Failures.TextAsync(() => _bed.CreateRoleAsync("nobody", $$"""{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}""")));

    [Fact]
    public async Task Update_DurationAndDescription_AreInForce()
    {
        var assume = new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/r", RoleSessionName = "session", DurationSeconds = 7200 };
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => _bed.Sts.AssumeRoleAsync(assume, Token)));

        await Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = "r", MaxSessionDuration = 7200, Description = "Reads." }, Token);
        await _bed.Sts.AssumeRoleAsync(assume, Token);
        var described = await Iam.UpdateRoleDescriptionAsync(new UpdateRoleDescriptionRequest { RoleName = "r", Description = "Reads and writes." }, Token);

        Assert.Equal(("Reads and writes.", 7200), (described.Role.Description, described.Role.MaxSessionDuration));
        Assert.Equal("Reads and writes.", (await Iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" }, Token)).Role.Description);
    }

    [Fact]
    public async Task Update_WithoutDuration_IsOneHourAgain()
    {
        await Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = "r", MaxSessionDuration = 7200, Description = "Reads." }, Token);

        await Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = "r", Description = "Writes." }, Token);

        var role = (await Iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" }, Token)).Role;
        Assert.Equal(("Writes.", 3600), (role.Description, role.MaxSessionDuration));
    }

    [Fact]
    public async Task Update_OfNobodyOrOutOfRange_IsRefused()
    {
        Assert.Equal("NoSuchEntity: The role with name nobody cannot be found.", await Failures.TextAsync(() => Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = "nobody", Description = "d" }, Token)));
        Assert.Equal("NoSuchEntity: The role with name nobody cannot be found.", await Failures.TextAsync(() => Iam.UpdateRoleDescriptionAsync(new UpdateRoleDescriptionRequest { RoleName = "nobody", Description = "d" }, Token)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = "r", MaxSessionDuration = 43201 }, Token)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = "r", Description = "名" }, Token)));
    }

    [Fact]
    public async Task Tags_AddedListedInPagesAndRemoved_InAnyCase()
    {
        await Iam.TagRoleAsync(new TagRoleRequest { RoleName = "r", Tags = [new Tag { Key = "Team", Value = "a" }, new Tag { Key = "env", Value = "dev" }] }, Token);
        var first = await Iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "r", MaxItems = 1 }, Token);
        var rest = await Iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "r", MaxItems = 1, Marker = first.Marker }, Token);
        await Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = "r", TagKeys = ["TEAM"] }, Token);

        Assert.Equal(["Team", "env"], first.Tags.Concat(rest.Tags).Select(tag => tag.Key));
        Assert.Equal("env", Assert.Single((await Iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "r" }, Token)).Tags).Key);
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = "nobody", TagKeys = ["a"] }, Token)));
    }

    [Fact]
    public async Task InstanceProfile_ReadListedAndTagged()
    {
        await Iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = "nodes", Path = "/eks/" }, Token);
        await Iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = "others" }, Token);
        await Iam.AddRoleToInstanceProfileAsync(new AddRoleToInstanceProfileRequest { InstanceProfileName = "nodes", RoleName = "r" }, Token);
        await Iam.TagInstanceProfileAsync(new TagInstanceProfileRequest { InstanceProfileName = "nodes", Tags = [new Tag { Key = "team", Value = "a" }, new Tag { Key = "env", Value = "dev" }] }, Token);
        await Iam.UntagInstanceProfileAsync(new UntagInstanceProfileRequest { InstanceProfileName = "nodes", TagKeys = ["env", "TEAM"] }, Token);

        var read = (await Iam.GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = "nodes" }, Token)).InstanceProfile;
        var below = await Iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest { PathPrefix = "/eks/" }, Token);
        var first = await Iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest { MaxItems = 1 }, Token);

        Assert.Equal("arn:aws:iam::000000000000:instance-profile/eks/nodes", read.Arn);
        Assert.Equal("r", Assert.Single(read.Roles).RoleName);
        Assert.Equal("team", Assert.Single(read.Tags).Key);
        Assert.Equal("nodes", Assert.Single(below.InstanceProfiles).InstanceProfileName);
        Assert.True(first.IsTruncated);
        Assert.Equal("team", Assert.Single((await Iam.ListInstanceProfileTagsAsync(new ListInstanceProfileTagsRequest { InstanceProfileName = "nodes" }, Token)).Tags).Key);
        Assert.Equal("NoSuchEntity: Instance Profile nobody cannot be found.", await Failures.TextAsync(() => Iam.GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = "nobody" }, Token)));
        Assert.Equal("ValidationError", await Failures.CodeAsync(() => Iam.GetInstanceProfileAsync(new GetInstanceProfileRequest { InstanceProfileName = "a b" }, Token)));
    }
}
