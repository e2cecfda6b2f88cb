import Persian
import Registry
import VerifyCore
import Web

/// Programs that check a code of the test realm; `Tests/Browser/test_developers.py` runs them as the page shows them.
struct DeveloperSamples {
    /// The origin of this service.
    let publicURL: String

    /// The specimen that answers VALID.
    private var code: String { Specimen.all[0].code.grouped }

    /// The values of the template, one a program.
    var value: PageValue {
        .list([
            sample("curl", .init(fa: "با curl", en: "With curl"), curl),
            sample("python", .init(fa: "با پایتون", en: "In Python"), python),
            sample(
                "batch",
                .init(fa: "فهرستی از کدها، با curl", en: "A list of codes, with curl"),
                batch
            ),
        ])
    }

    private func sample(_ id: String, _ title: Wording, _ text: String) -> PageValue {
        ["id": .text("sample-\(id)"), "title": .wording(title), "text": .text(text)]
    }

    private var curl: String {
        """
        curl -s '\(publicURL)/api/v1/verifications' \\
          -H 'Content-Type: application/json' \\
          -d '{"code": "\(code)"}'
        """
    }

    private var python: String {
        """
        import json
        import urllib.request

        request = urllib.request.Request(
            "\(publicURL)/api/v1/verifications",
            data=json.dumps({"code": "\(code)"}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)

        print(answer["verdict"])
        if answer.get("test"):
            print("a test code: not a real degree")
        elif answer["verdict"] == "VALID":
            print("compare name, field and date:", answer["degree"])
        """
    }

    private var batch: String {
        """
        printf 'code\\n\(code)\\n' > codes.csv
        batch=$(curl -s -D - -o /dev/null '\(publicURL)/api/v1/batches' \\
          -H 'Content-Type: text/csv' --data-binary @codes.csv |
          tr -d '\\r' | sed -n 's/^location: //Ip')
        until curl -s "\(publicURL)$batch" | grep -Eq '"state":"(done|failed)"'; do sleep 1; done
        curl -s "\(publicURL)$batch/results.csv"
        """
    }
}
