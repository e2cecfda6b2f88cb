package import Store

extension DataBank {
    /// The migrations of the data bank; those of institutions run before them.
    package static let migrations = [
        Migration(
            "graduates",
            1,
            "the data bank and the trial of uploads",
            """
            CREATE TABLE graduate (
                id IDENTITY,
                institution_code TEXT NOT NULL REFERENCES institution (code),
                document_kind INTEGER NOT NULL CHECK (document_kind BETWEEN 1 AND 4),
                diploma_number TEXT NOT NULL CHECK (length(diploma_number) > 0),
                national_id TEXT NOT NULL CHECK (length(national_id) = 10),
                first_name_fa TEXT NOT NULL,
                last_name_fa TEXT NOT NULL,
                first_name_en TEXT NOT NULL,
                last_name_en TEXT NOT NULL,
                father_name_fa TEXT NOT NULL,
                birth_date TEXT NOT NULL,
                level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
                field_code TEXT NOT NULL,
                field_fa TEXT NOT NULL,
                field_en TEXT NOT NULL,
                mode INTEGER NOT NULL CHECK (mode BETWEEN 1 AND 3),
                entrance_date TEXT,
                graduation_date TEXT NOT NULL,
                average INTEGER CHECK (average BETWEEN 0 AND 2000),
                changed_at TEXT NOT NULL,
                UNIQUE (institution_code, document_kind, diploma_number)
            ) STRICT;

            CREATE TABLE graduate_trial (
                upload TEXT NOT NULL,
                institution_code TEXT NOT NULL,
                document_kind INTEGER NOT NULL,
                diploma_number TEXT NOT NULL,
                national_id TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                PRIMARY KEY (upload, institution_code, document_kind, diploma_number)
            ) STRICT;
            """
        ),
        Migration(
            "graduates",
            2,
            "kinds of ID, spellings of diploma numbers, dry runs",
            """
            ALTER TABLE graduate ADD COLUMN id_kind INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE graduate ADD COLUMN id_number TEXT NOT NULL DEFAULT '';
            ALTER TABLE graduate ADD COLUMN id_place TEXT NOT NULL DEFAULT '';
            ALTER TABLE graduate ADD COLUMN diploma_key TEXT NOT NULL DEFAULT '';
            ALTER TABLE graduate ADD COLUMN upload TEXT;
            UPDATE graduate
            SET
                id_number = national_id,
                diploma_key = lower(
                    replace(
                        replace(replace(replace(diploma_number, ' ', '/'), '-', '/'), '.', '/'),
                        '\\', '/'
                    )
                );
            CREATE INDEX graduate_spelling
                ON graduate (institution_code, document_kind, diploma_key);
            UPDATE graduate
            SET diploma_key = diploma_key || '#' || id
            WHERE EXISTS (
                SELECT 1
                FROM graduate AS earlier
                WHERE earlier.institution_code = graduate.institution_code
                    AND earlier.document_kind = graduate.document_kind
                    AND earlier.diploma_key = graduate.diploma_key
                    AND earlier.id < graduate.id
            );
            DROP INDEX graduate_spelling;
            ALTER TABLE graduate DROP COLUMN national_id;
            CREATE UNIQUE INDEX graduate_diploma_key
                ON graduate (institution_code, document_kind, diploma_key);
            CREATE INDEX graduate_of_holder ON graduate (id_number);

            DROP TABLE graduate_trial;
            CREATE TABLE graduate_dry_run (
                upload TEXT NOT NULL,
                institution_code TEXT NOT NULL,
                document_kind INTEGER NOT NULL,
                diploma_key TEXT NOT NULL,
                id_kind INTEGER NOT NULL,
                id_number TEXT NOT NULL,
                id_place TEXT NOT NULL,
                first_name_fa TEXT NOT NULL,
                last_name_fa TEXT NOT NULL,
                birth_date TEXT NOT NULL,
                level INTEGER NOT NULL,
                field_fa TEXT NOT NULL,
                graduation_date TEXT NOT NULL,
                diploma_number TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                PRIMARY KEY (upload, institution_code, document_kind, diploma_key)
            ) STRICT;
            CREATE INDEX graduate_dry_run_of_holder ON graduate_dry_run (upload, id_number);
            """
        ),
        // The number of a passport had its state in front, which records keep; the number itself has no dash.
        Migration(
            "graduates",
            3,
            "the issuing state of a passport in its own column",
            """
            ALTER TABLE graduate ADD COLUMN id_country TEXT NOT NULL DEFAULT ''
                CHECK (length(id_country) <= 3);
            UPDATE graduate
            SET id_country = substr(id_number, 1, 3), id_number = substr(id_number, 5)
            WHERE id_kind = 2 AND substr(id_number, 4, 1) = '-';
            ALTER TABLE graduate_dry_run ADD COLUMN id_country TEXT NOT NULL DEFAULT '';
            UPDATE graduate_dry_run
            SET id_country = substr(id_number, 1, 3), id_number = substr(id_number, 5)
            WHERE id_kind = 2 AND substr(id_number, 4, 1) = '-';
            """
        ),
    ]
}
