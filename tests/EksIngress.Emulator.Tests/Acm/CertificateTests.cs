using Amazon.CertificateManager;
using Amazon.CertificateManager.Model;
using Amazon.Runtime;
using EksIngress.Emulator.Tests.Aws;

namespace EksIngress.Emulator.Tests.Acm;

public sealed class CertificateTests : IAsyncLifetime
{
    private const string Unknown = "arn:aws:acm:eu-west-1:000000000000:certificate/00000000-0000-0000-0000-000000000000";

    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task List_Pages_ShowEachRsaCertificateOnceInOrder()
    {
        var arns = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            arns.Add(await RequestAsync($"n{number}.example.test"));
        }

        var elliptic = await RequestAsync("ec.example.test", KeyAlgorithm.EC_prime256v1);

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await _bed.Acm.ListCertificatesAsync(
                new ListCertificatesRequest { MaxItems = 2, NextToken = next, SortBy = SortBy.CREATED_AT, SortOrder = SortOrder.DESCENDING }, Token);
            Assert.InRange(page.CertificateSummaryList.Count, 1, 2);
            seen.AddRange(page.CertificateSummaryList.Select(summary => summary.CertificateArn));
            next = page.NextToken;
        }
        while (next is not null);

        var ofBothKinds = await _bed.Acm.ListCertificatesAsync(
            new ListCertificatesRequest { Includes = new Filters { KeyTypes = ["RSA_2048", "EC_prime256v1"] } }, Token);
        var pending = await _bed.Acm.ListCertificatesAsync(new ListCertificatesRequest { CertificateStatuses = ["PENDING_VALIDATION"] }, Token);

        arns.Reverse();
        Assert.Equal(arns, seen);
        Assert.Equal(6, ofBothKinds.CertificateSummaryList.Count);
        Assert.Contains(ofBothKinds.CertificateSummaryList, summary => summary.CertificateArn == elliptic && summary.InUse == false && summary.Type == CertificateType.AMAZON_ISSUED);
        Assert.Empty(pending.CertificateSummaryList);
    }

    [Fact]
    public async Task Tags_AddRemoveList_FollowEachOther()
    {
        var arn = await RequestAsync("shop.example.test");
        await _bed.Acm.AddTagsToCertificateAsync(
            new AddTagsToCertificateRequest { CertificateArn = arn, Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "2" }, new Tag { Key = "c", Value = "3" }] }, Token);
        // With a value only that value goes.
        await _bed.Acm.RemoveTagsFromCertificateAsync(
            new RemoveTagsFromCertificateRequest { CertificateArn = arn, Tags = [new Tag { Key = "a" }, new Tag { Key = "b", Value = "other" }] }, Token);

        var tags = await _bed.Acm.ListTagsForCertificateAsync(new ListTagsForCertificateRequest { CertificateArn = arn }, Token);

        Assert.Equal(["b=2", "c=3"], tags.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
    }

    [Fact]
    public async Task Delete_Certificate_IsNotFoundAfterwards()
    {
        var arn = await RequestAsync("shop.example.test");

        await _bed.Acm.DeleteCertificateAsync(new DeleteCertificateRequest { CertificateArn = arn }, Token);

        var exception = await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn }, Token));
        Assert.Contains(arn, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("describe unknown", "ResourceNotFoundException")]
    [InlineData("describe no arn", "ValidationException")]
    [InlineData("page of zero", "ValidationException")]
    [InlineData("order without field", "InvalidArgsException")]
    [InlineData("token of nobody", "InvalidArgsException")]
    [InlineData("renew", "ValidationException")]
    public async Task Call_WhatAcmRefuses_FailsWithItsCode(string what, string code)
    {
        var arn = await RequestAsync("shop.example.test");

        var exception = await Assert.ThrowsAnyAsync<AmazonCertificateManagerException>(() => what switch
        {
            "describe unknown" => (Task)_bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = Unknown }, Token),
            "describe no arn" => _bed.Acm.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = "shop" }, Token),
            "page of zero" => _bed.Acm.ListCertificatesAsync(new ListCertificatesRequest { MaxItems = 0 }, Token),
            "order without field" => _bed.Acm.ListCertificatesAsync(new ListCertificatesRequest { SortOrder = SortOrder.ASCENDING }, Token),
            "token of nobody" => _bed.Acm.ListCertificatesAsync(new ListCertificatesRequest { NextToken = "*" }, Token),
            _ => _bed.Acm.RenewCertificateAsync(new RenewCertificateRequest { CertificateArn = arn }, Token),
        });

        Assert.Equal(code, exception.ErrorCode);
        Assert.Equal(400, (int)exception.StatusCode);
    }

    [Fact]
    public async Task Request_TaggedByARoleThatMayTagOnlyForItsTeam_IsDeniedForAnother()
    {
        var role = await _bed.CreateRoleAsync(
            "certificates",
            $$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{_bed.Emulator.AccountId}}:root"},"Action":"sts:AssumeRole"}""",
            """{"Effect":"Allow","Action":["acm:RequestCertificate","acm:AddTagsToCertificate"],"Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/team":"a"}}}""");
        var session = (await _bed.Sts.AssumeRoleAsync(new() { RoleArn = role.Arn, RoleSessionName = "session" }, Token)).Credentials;
        var acm = _bed.AcmAs(new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken));
        RequestCertificateRequest Tagged(string team) => new()
        {
            DomainName = "shop.example.test",
            ValidationMethod = ValidationMethod.DNS,
            Tags = [new Tag { Key = "team", Value = team }],
        };

        await acm.RequestCertificateAsync(Tagged("a"), Token);
        var denied = await Assert.ThrowsAnyAsync<AmazonCertificateManagerException>(() => acm.RequestCertificateAsync(Tagged("b"), Token));

        Assert.Equal("AccessDeniedException", denied.ErrorCode);
        Assert.Contains("acm:RequestCertificate", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WrongSecret_IsRefusedInTheProtocolsWords()
    {
        var acm = _bed.AcmAs(new BasicAWSCredentials(_bed.Emulator.AccessKeyId, "wrong"));

        var exception = await Assert.ThrowsAnyAsync<AmazonCertificateManagerException>(() => acm.ListCertificatesAsync(new ListCertificatesRequest(), Token));

        Assert.Equal("InvalidSignatureException", exception.ErrorCode);
        Assert.Equal(400, (int)exception.StatusCode);
    }

    private async Task<string> RequestAsync(string domain, KeyAlgorithm? algorithm = null) =>
        (await _bed.Acm.RequestCertificateAsync(
            new RequestCertificateRequest { DomainName = domain, ValidationMethod = ValidationMethod.DNS, KeyAlgorithm = algorithm }, Token)).CertificateArn;
}
