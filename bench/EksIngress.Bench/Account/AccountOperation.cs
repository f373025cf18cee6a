namespace EksIngress.Bench.Account;

/// <summary>An operation that is measured.</summary>
/// <param name="Name">For example <c>DescribeCluster</c>.</param>
/// <param name="Requests">How many different requests a measurement needs: one, unless each makes something of its own.</param>
/// <param name="Make">Makes the request of a number, signed for a time.</param>
internal sealed record AccountOperation(string Name, int Requests, Func<BenchAccount, int, DateTimeOffset, byte[]> Make)
{
    public static IReadOnlyList<AccountOperation> All(int roles) =>
    [
        new("DescribeCluster", 1, (account, _, at) => account.DescribeCluster(at)),
        new("CreateRole", roles, (account, number, at) => account.CreateRole($"role-{number}", at)),
        new("AssumeRoleWithWebIdentity", 1, (account, _, at) => account.AssumeRoleWithWebIdentity(at)),
    ];
}
