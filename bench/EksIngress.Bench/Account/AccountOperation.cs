using EksIngress.Emulator.Aws.Sts;

namespace EksIngress.Bench.Account;

/// <summary>An operation that is measured.</summary>
/// <param name="Name">For example <c>DescribeCluster</c>.</param>
/// <param name="Requests">How many different requests a measurement needs: one, unless each makes something of its own.</param>
/// <param name="Tokens">How many tokens the account must have for them.</param>
/// <param name="Make">Makes the request of a number, signed for a time.</param>
internal sealed record AccountOperation(string Name, int Requests, int Tokens, Func<BenchAccount, int, DateTimeOffset, byte[]> Make)
{
    // The emulator remembers half as many, so each that comes is new to it.
    private const int NewTokens = 2 * WebIdentityKey.MaxRemembered;

    public static IReadOnlyList<AccountOperation> All(int roles) =>
    [
        new("DescribeCluster", 1, 1, (account, _, at) => account.DescribeCluster(at)),
        new("CreateRole", roles, 1, (account, number, at) => account.CreateRole($"role-{number}", at)),
        // As an SDK does until its token is replaced; and as many SDKs do, each for the first time.
        new("AssumeRoleWithWebIdentity", 1, 1, (account, number, at) => account.AssumeRoleWithWebIdentity(number, at)),
        new("AssumeRoleWithNewWebIdentity", NewTokens, NewTokens, (account, number, at) => account.AssumeRoleWithWebIdentity(number, at)),
    ];
}
